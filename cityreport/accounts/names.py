"""Account names: one spelling for what looks the same."""

import hashlib
import unicodedata

LONGEST_NAME = 30


def clean_name(name: str) -> str:
    """The name as it is kept: full-width letters and runs of spaces made plain."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def folded(name: str) -> str:
    """What two names share that are the same to a person: case and width do not count."""
    return clean_name(name).casefold()


def name_key(name: str) -> str:
    """A digest of the folded name: what is typed where a name belongs may be a password."""
    return hashlib.sha256(folded(name).encode()).hexdigest()


def name_fault(name: str) -> str:
    """What is wrong with a new account's name, in words; "" when nothing is."""
    cleaned = clean_name(name)
    if not cleaned:
        return "请填写姓名。"
    if len(cleaned) > LONGEST_NAME:
        return f"姓名最多 {LONGEST_NAME} 个字。"
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in cleaned):
        return "姓名里有看不见的字符，请重新输入。"
    return ""
