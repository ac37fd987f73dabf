"""Departments no lexicon knows are read off lists and headings."""

from __future__ import annotations

from kg.coding.departments import find_departments


def test_a_list_of_departments_names_each_of_them() -> None:
    assert set(find_departments("组员为人事股、测绘股、档案室负责人", [])) == {
        "人事股",
        "测绘股",
        "档案室",
    }


def test_a_heading_that_is_a_department_names_it() -> None:
    assert find_departments("", ["总务科职责", "会议室"]) == ["总务科"]


def test_rooms_and_parts_are_no_departments() -> None:
    assert find_departments("检查教室、宿舍、会议室和场所。", ["全部"]) == []
