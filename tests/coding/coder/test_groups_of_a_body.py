"""Groups that a body works through: part of it, and led by whom their own line says."""

from __future__ import annotations

from kg.coding.coder import code_documents

RULES = """河口县桥梁养护工作领导小组工作规则
1 组织机构
1.1 河口县桥梁养护工作领导小组由县交通局、县财政局、县公安局组成，办公室设在县交通局。
2 工作组
2.1 巡查督导组：由县交通局牵头，县公安局参加。负责巡查危桥。
2.2 资金保障组：由县财政局牵头，县公安局参加。负责筹措资金。
"""


def test_a_group_that_opens_a_numbered_line_is_part_of_the_body_and_led_by_whom_the_line_names() -> None:
    (coding,) = code_documents(RULES.encode(), "rules.txt")
    names = {body.id: body.name for body in coding.bodies}

    said = {(names[r.subject], r.relation, names[r.object]) for r in coding.relations}

    main = "河口县桥梁养护工作领导小组"
    assert {("巡查督导组", "part-of", main), ("资金保障组", "part-of", main)} <= said
    assert {("县交通局", "leads", "巡查督导组"), ("县财政局", "leads", "资金保障组")} <= said
