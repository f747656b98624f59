BEGIN TRANSACTION;
CREATE TABLE cell_text (
	row_id INTEGER NOT NULL, 
	column_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	PRIMARY KEY (row_id, column_id), 
	FOREIGN KEY(row_id) REFERENCES ledger_row (id), 
	FOREIGN KEY(column_id) REFERENCES sheet_column (id)
)
 WITHOUT ROWID

;
INSERT INTO "cell_text" VALUES(1,1,'财政拨款','C4');
CREATE TABLE change (
	revision INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	PRIMARY KEY (revision)
);
INSERT INTO "change" VALUES(1,'save units','王','2023-04-03T09:30:00+00:00');
INSERT INTO "change" VALUES(2,'commit','李','2023-04-03T09:30:00+00:00');
INSERT INTO "change" VALUES(3,'commit','李','2023-04-03T09:30:00+00:00');
INSERT INTO "change" VALUES(4,'commit','李','2023-04-03T09:30:00+00:00');
INSERT INTO "change" VALUES(5,'undo','王','2023-04-03T09:30:00+00:00');
INSERT INTO "change" VALUES(6,'set settings','王','2023-04-03T09:30:00+00:00');
CREATE TABLE content (
	sha256 TEXT NOT NULL, 
	bytes BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "content" VALUES('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',X'61');
INSERT INTO "content" VALUES('3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',X'62');
INSERT INTO "content" VALUES('2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',X'63');
CREATE TABLE dimension_set (
	id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	dim1 TEXT, 
	dim2 TEXT, 
	dim3 TEXT, 
	dim4 TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (digest)
);
INSERT INTO "dimension_set" VALUES(1,'80101bcb053e7095a51da6be45cef1d57aab25af9dd95b06cc9bafbeb651193b',NULL,'财政拨款',NULL,NULL);
INSERT INTO "dimension_set" VALUES(2,'f941396140911b25bb57bb73145aa6b5fc9c7954a7511fada4baac97bf9ad6d0',NULL,NULL,NULL,NULL);
CREATE TABLE edition (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	file TEXT NOT NULL, 
	loaded_at TEXT NOT NULL, 
	loaded_by TEXT NOT NULL, 
	in_force BOOLEAN NOT NULL, 
	sample BOOLEAN NOT NULL, 
	sheet JSON NOT NULL
);
CREATE TABLE ledger_row (
	id INTEGER NOT NULL, 
	scope_id INTEGER NOT NULL, 
	dimensions_id INTEGER NOT NULL, 
	sheet TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(scope_id) REFERENCES scope (id), 
	FOREIGN KEY(dimensions_id) REFERENCES dimension_set (id)
);
INSERT INTO "ledger_row" VALUES(1,1,1,'Sheet1',4);
INSERT INTO "ledger_row" VALUES(2,2,2,'Sheet1',4);
INSERT INTO "ledger_row" VALUES(3,3,2,'Sheet1',4);
CREATE TABLE quantity (
	row_id INTEGER NOT NULL, 
	column_id INTEGER NOT NULL, 
	scope_id INTEGER NOT NULL, 
	dimensions_id INTEGER NOT NULL, 
	value DOUBLE NOT NULL, 
	lower DOUBLE, 
	upper DOUBLE, 
	precision SMALLINT NOT NULL, 
	raw TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	PRIMARY KEY (row_id, column_id), 
	FOREIGN KEY(row_id) REFERENCES ledger_row (id), 
	FOREIGN KEY(column_id) REFERENCES sheet_column (id), 
	FOREIGN KEY(scope_id) REFERENCES scope (id), 
	FOREIGN KEY(dimensions_id) REFERENCES dimension_set (id)
)
 WITHOUT ROWID

;
INSERT INTO "quantity" VALUES(1,2,1,1,1.0,1.0,1.0,0,'1','F4');
INSERT INTO "quantity" VALUES(2,2,2,2,2.0,2.0,2.0,0,'2','F4');
INSERT INTO "quantity" VALUES(3,2,3,2,7.0,7.0,7.0,0,'7','F4');
CREATE TABLE report (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	kind_id INTEGER NOT NULL, 
	reporter TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (unit_id, month, kind_id, reporter), 
	FOREIGN KEY(unit_id) REFERENCES unit (id), 
	FOREIGN KEY(kind_id) REFERENCES sheet_kind (id)
);
INSERT INTO "report" VALUES(1,1,202303,1,'');
INSERT INTO "report" VALUES(2,2,202303,1,'');
CREATE TABLE scope (
	id INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	rows INTEGER NOT NULL, 
	left_out INTEGER NOT NULL, 
	added BOOLEAN NOT NULL, 
	valid BOOLEAN NOT NULL, 
	empty_sheet TEXT, 
	empty_cell TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(submission_id) REFERENCES submission (id), 
	FOREIGN KEY(report_id) REFERENCES report (id)
);
INSERT INTO "scope" VALUES(1,1,1,1,0,0,1,NULL,NULL);
INSERT INTO "scope" VALUES(2,2,1,1,0,0,0,NULL,NULL);
INSERT INTO "scope" VALUES(3,3,2,1,0,0,1,NULL,NULL);
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value JSON, 
	PRIMARY KEY (name)
);
INSERT INTO "setting" VALUES('due_day',8);
CREATE TABLE sheet_column (
	id INTEGER NOT NULL, 
	kind_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (kind_id, name), 
	FOREIGN KEY(kind_id) REFERENCES sheet_kind (id)
);
INSERT INTO "sheet_column" VALUES(1,1,'资金来源');
INSERT INTO "sheet_column" VALUES(2,1,'金额');
CREATE TABLE sheet_kind (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "sheet_kind" VALUES(1,'资金投入');
CREATE TABLE store_state (
	id INTEGER NOT NULL, 
	schema_version INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "store_state" VALUES(1,1,6);
CREATE TABLE submission (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	file TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	received TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	withdrawn_by TEXT, 
	withdrawn_at TEXT, 
	withdrawn_reason TEXT, 
	findings JSON NOT NULL, 
	FOREIGN KEY(sha256) REFERENCES content (sha256)
);
INSERT INTO "submission" VALUES(1,'a','ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb','李','2023-04-03T09:30:00+00:00','2023-04-02',0,NULL,NULL,NULL,'[]');
INSERT INTO "submission" VALUES(2,'b','3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d','李','2023-04-03T09:30:00+00:00','2023-04-02',0,'王','2023-04-03T09:30:00+00:00','传错了','[]');
INSERT INTO "submission" VALUES(3,'c','2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6','李','2023-04-03T09:30:00+00:00','2023-04-02',0,NULL,NULL,NULL,'[]');
CREATE TABLE unit (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	unit_type TEXT NOT NULL, 
	aliases JSON NOT NULL, 
	parent TEXT NOT NULL, 
	base JSON NOT NULL, 
	kinds JSON NOT NULL, 
	start_month INTEGER, 
	end_month INTEGER, 
	remark TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code)
);
INSERT INTO "unit" VALUES(1,'U1','云溪社区','社区','["云溪"]','','{}','["资金投入", "志愿服务", "督查检查", "创建活动"]',NULL,NULL,'',0);
INSERT INTO "unit" VALUES(2,'U2','云溪小学','学校','[]','','{}','["资金投入", "志愿服务", "督查检查", "创建活动"]',NULL,NULL,'',0);
CREATE INDEX ix_submission_sha256 ON submission (sha256);
CREATE INDEX report_by_month ON report (month, kind_id);
CREATE INDEX scope_by_report ON scope (report_id, valid);
CREATE INDEX scope_by_submission ON scope (submission_id);
CREATE INDEX row_by_scope ON ledger_row (scope_id, dimensions_id);
CREATE INDEX quantity_to_sum ON quantity (scope_id, column_id, dimensions_id, value, lower, upper, precision);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('submission',3);
COMMIT;
