"""Why a file is not read, in words a clerk can act on (details.md C15, C22, C32)."""

from collections.abc import Mapping

from cityreport.tables.workbook import Finding, Severity


class RefusalError(Exception):
    """A file that is not read: the code of the reason and what its sentence needs."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 xlsx 格式后重新上传。"
_RESEND = "请让单位重新发送原始文件。"
_CLEAN = "请把有用的行和列复制到新建的工作簿，保存后重新上传。"

SENTENCES: Mapping[str, tuple[str, str]] = {
    "file-not-found": ("找不到“{file}”。", "请核对文件或文件夹的路径。"),
    "file-not-opened": ("“{file}”打不开，可能正被别的程序占用，或没有读取权限。", "请关闭占用它的程序后重试。"),
    "empty-file": ("“{file}”是空文件（0 字节）。", _RESEND),
    "too-large": ("“{file}”有 {size} MB，超过上传上限 {limit} MB。", "请去掉图片等无关内容，或拆成几个文件后上传。"),
    "not-a-workbook": ("“{file}”不是电子表格，而是{what}，无法读取。", "请单位补发 xlsx 格式的电子表格。"),
    "html-without-table": ("“{file}”是网页，里面没有表格。", "请单位补发 xlsx 格式的电子表格。"),
    "html-frames": (
        "“{file}”是网页格式的目录页，表格在与它同名的文件夹里，没有一起发来。", "请用 Excel 打开原文件，另存为 xlsx 格式后重新上传。",
    ),
    "password-protected": ("“{file}”设有打开密码，无法读取。", "请在 Excel 或 WPS 中取消打开密码，保存后重新上传。"),
    "truncated": ("“{file}”不完整，可能没有传完或没有下载完。", _RESEND),
    "damaged": ("“{file}”已损坏（“{part}”校验不符），为免读错，整个文件不读。", _RESEND),
    "unreadable-workbook": ("“{file}”的内容有误，无法读取。", _SAVE_AS),
    "unpacks-too-large": ("“{file}”解开后超过 {limit} MB，不像正常报表，没有读取。", _CLEAN),
    "too-many-parts": ("“{file}”内部有 {count} 个部件，不像正常报表，没有读取。", _CLEAN),
    "too-many-sheets": ("“{file}”有 {count} 个工作表，超过上限 {limit} 个，没有读取。", "请拆成几个文件后上传。"),
    "used-range-too-large": (
        "“{file}”的工作表“{sheet}”使用范围到 {cell}，超过 2000 万个单元格，没有读取。", _CLEAN,
    ),
    "forbidden-xml": ("“{file}”内部含有不允许的内容（实体声明），为安全起见没有读取。", _SAVE_AS),
    "timeout": ("“{file}”在 {seconds} 秒内没有读完，已停止读取。", _CLEAN),
    "out-of-memory": ("“{file}”内容太多，超出可用内存，没有读取。", _CLEAN),
    "reader-crashed": ("读取“{file}”时程序意外中断，其他文件不受影响。", _SAVE_AS),
    "unknown-encoding": ("“{file}”的文字编码无法识别。", "请用 Excel 打开后另存为 xlsx 或“CSV UTF-8”格式。"),
    "archive": ("“{file}”是压缩包，没有打开。", "请解压后直接上传其中的电子表格，或打成一层 zip。"),
    "archive-encrypted": ("压缩包“{file}”设有密码，无法打开。", "请解压后上传，或去掉密码重新打包。"),
    "no-text": ("“{file}”里没有文字。", "如果内容是图片或扫描件，请把文字录入后再上传。"),
    "text-too-long": ("“{file}”有 {count} 个字，超过上限 {limit} 个字，没有读取。", "请拆成几份后上传。"),
    "not-prose": ("“{file}”不是文字材料，而是{what}，无法从中提取。", "请上传 docx 或 txt 格式的汇报材料，电子表格请到“上传月报”上传。"),
    "unreadable-document": ("“{file}”的内容有误，无法读取。", "请用 Word 或 WPS 打开，另存为 docx 格式后重新上传。"),
    "unknown-text-encoding": ("“{file}”的文字编码无法识别。", "请打开后把文字复制出来，直接粘贴到页面上。"),
    "needs-office": (
        "“{file}”是旧版 Word 或 WPS 文档，这台电脑没有转换它的 LibreOffice，或转换没有成功。",
        "请用 Word 或 WPS 打开，另存为 docx 格式后重新上传，或把文字直接粘贴到页面上。",
    ),
    "archive-too-large": ("压缩包“{file}”解开后过大（超过 {limit} MB 或 {count} 个文件），没有打开。", "请分成几个压缩包上传。"),
}  # fmt: skip
"""Message and suggestion by code; every one of them leaves the file unread."""

REMARKS: Mapping[str, tuple[Severity, str, str]] = {
    "wrong-extension": ("info", "“{file}”的内容是 {format} 格式，与文件名后缀不同，已按内容读取。", ""),
    "has-macros": ("info", "“{file}”带有宏；只读取了数据，宏没有运行。", ""),
    "system-file": ("info", "“{file}”是系统或临时文件，已跳过。", ""),
    "document-without-table": ("info", "“{file}”是 Word 文档，里面没有表格，已跳过。", "其中如有数据，请单位用报表补报。"),
    "not-a-table": ("info", "“{file}”不是电子表格，已跳过。", "其中如有数据，请单位用报表补报。"),
}  # fmt: skip
"""Severity, message and suggestion of what is only said about a file."""


def refusal(code: str, file: str, details: Mapping[str, str]) -> Finding:
    """The error that says why the file is not read."""
    message, suggestion = SENTENCES[code]
    return Finding("error", code, message.format(file=file, **details), suggestion)


def remark(code: str, file: str, details: Mapping[str, str] | None = None) -> Finding:
    """What is said about a file that blocks nothing."""
    severity, message, suggestion = REMARKS[code]
    return Finding(severity, code, message.format(file=file, **(details or {})), suggestion)
