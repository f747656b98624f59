"""Three units of the sample city worked by hand from their workbooks, January to March 2023.

The figures in the comments are the cells of ``data/samples/2023-01`` to ``2023-03``; the points
are method.md sections 3 to 6 done on paper. The program must print the same.
"""

import json

import pytest

from cityreport.cli import main


@pytest.fixture
def march(reading_samples, capsys):
    assert main(["score", "--month", "2023-03", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    return {unit["unit"]: unit for unit in document["units"]}


def points(unit):
    return {
        one["code"]: one["points"]
        for one in unit["indicators"]
        if one["weight"] and one["state"] != "not_monitored"
    }


def test_a_kindergarten_with_two_sheets(march):
    # 志愿服务: 20 + 9 + 51 = 80 hours, 21 registered in March, all staff, 4 with a record; 32 staff.
    # 创建活动: 1 + 1 + (1 + 1) = 4 场. Files received 2-03, 3-05, 4-05: 6 of 6 sheets on time.
    by_hand = {
        "A02": 5 * (80 / 21) / (25 * 3 / 12),  # 3.81 h a head of 6.25 due
        "A03": 3 * (21 / 32),
        "B06": 3 * (4 / 21) / 0.5,
        "B14": 2 * 4 / (24 * 3 / 12),
        "B19": 2 * 6 / 6,
    }
    unit = march["云汐市橘灯幼儿园"]
    assert points(unit) == pytest.approx(by_hand)
    assert unit["score"] == pytest.approx(100 * 9.492559 / 15, abs=1e-4)
    assert unit["coverage"] == 1


def test_an_office_with_inspections_leaves_its_own_checks_out(march):
    # 志愿服务: 32 + 26 | 25.5 + 12 + 16.5 | 55 + 62.5 = 229.5 hours; 48 registered staff of 64;
    # 9 with a record. 督查检查 without 自查: 1 + 1 + (1 + 1) = 4 times, 3 + 4 + (4 + 1) = 12 found,
    # 12 rectified, 2 + 3 + (4 + 1) = 10 in time, 0 relapsed; marks 86.3 of 100.
    # 创建活动: 1 + 1 + (1 + 1) = 4 场. Nine of nine sheets on time.
    by_hand = {
        "A02": 5 * (229.5 / 48) / 6.25,
        "A03": 3 * 48 / 64,
        "B06": 3 * (9 / 48) / 0.5,
        "B08": 3 * 1,  # 12 / 4 = 3 a check, 3 allowed
        "B09": 8 * 1,  # 12 / 12 = 100 %, 95 % asked
        "B10": 5 * (10 / 12) / 0.9,
        "B11": 3 * 1,  # 0 %, 5 % allowed
        "B13": 5 * 1,  # 86.3 %, 85 % asked
        "B14": 2 * 4 / 6,
        "B19": 2 * 9 / 9,
    }
    unit = march["云汐市教育局"]
    assert points(unit) == pytest.approx(by_hand)
    # 3.825 + 2.25 + 1.125 + 3 + 8 + 4.62963 + 3 + 5 + 1.33333 + 2 = 34.16296 of 39
    assert unit["score"] == pytest.approx(100 * 34.162963 / 39, abs=1e-4)


def test_a_community_with_money_in_three_columns(march):
    # 资金投入: 0.96 | 0.55 + 0.34 | 0.94 + 0.90 = 3.69 万元 of a plan of 16 万元, a quarter due.
    # 志愿服务: 501 + 471.5 + 1000.5 = 1973 hours, 347 registered of 4900 people, 80 with a record.
    # 督查检查 without 自查: 1 + 1 + 2 = 4 times, 5 + 3 + (1 + 5) = 14 found and rectified,
    # 5 + 3 + (0 + 5) = 13 in time, 1 relapsed; marks 91.8 of 100.
    # 创建活动: 1 + 2 + 3 = 6 场, one of 文体活动, none of 病媒消杀. Twelve of twelve on time.
    by_hand = {
        "A01": 4 * (347 / 4900) / 0.08,
        "A02": 5 * (1973 / 347) / 6.25,
        "A19": 2 * 1 / (5 * 3 / 12),
        "B02": 6 * (36_900 / 160_000) / 0.25,
        "B06": 3 * (80 / 347) / 0.5,
        "B08": 3 * 3 / (14 / 4),  # 3.5 a check, 3 allowed
        "B09": 8,
        "B10": 5,  # 13 / 14 = 92.86 %, 90 % asked
        "B11": 3 * 0.05 / (1 / 14),  # 7.14 %, 5 % allowed
        "B13": 5,
        "B14": 2 * 6 / 6,
        "B18": 0,  # reported, and nothing sprayed: 0 of 1 due
        "B19": 2,
    }
    unit = march["墨舟社区"]
    assert points(unit) == pytest.approx(by_hand)
    assert unit["score"] == pytest.approx(100 * sum(by_hand.values()) / 49, abs=1e-9)
    assert unit["rank"] == 1
