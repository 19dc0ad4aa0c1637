def test_entrant_sheet_explains_the_place(client, released, words):
    response = client.get("/contests/bairi/entrants/u2/")
    assert words(response, "p", "standing") == ["第 2 名 得分 160.00"]
    assert words(response, "tr")[:4] == [
        "维度 计算过程 得分",
        "作风 80.00 × 1 80.00",
        "业绩 80.00 × 1 80.00",
        "总分 第 2 名 160.00",
    ]
    assert words(response, "tr")[5] == (
        "作风指标 满分 100 评分 80 = 80.00 办法与来源 计分办法：评分，0 到 100"
        " 2022-07 80 来源：test；填报员填报，审核员审核 80.00"
    )


def test_entrant_sheet_shows_every_step_of_the_total(client, office, words):
    contest = office.open(limits={"ceiling": 150})
    office.enter(contest, "2022-07", {"u1": 90, "u2": 70})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/entrants/u1/"), "tr")[1:5] == [
        "作风 90.00 × 1 90.00",
        "业绩 90.00 × 1 90.00",
        "上限 180.00 高于上限 150 150",
        "总分 第 1 名 150.00",
    ]


def test_entrant_history_marks_what_was_corrected(client, released, office, words):
    office.enter(released, "2022-08", {"u1": 60, "u2": 80})
    office.release(released, "2022-08")
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    response = client.get("/contests/bairi/entrants/u1/")
    assert words(response, "tr")[-4] == "期号 考评期 组别 名次 得分"
    assert words(response, "tr")[-3:] == [
        "第 1 期 2022年7月 已更正 见第3期 部门 1 180.00",
        "第 3 期 2022年7月 更正 第1期 部门 2 140.00",
        "第 2 期 2022年8月 部门 2 120.00",
    ]
    assert words(response, "text") == ["2", "2"]


def test_entrant_history_changes_with_a_later_issue(client, released, office):
    address = "/contests/bairi/entrants/u1/"
    before = client.get(address)["ETag"]
    office.enter(released, "2022-08", {"u1": 60, "u2": 80})
    office.release(released, "2022-08")
    assert client.get(address, headers={"if-none-match": before}).status_code == 200


def test_entrant_not_ranked_says_why(client, office, words):
    contest = office.open()
    office.enter(contest, "2022-07", {"u1": 90})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/entrants/u2/"), "p", "standing") == ["未排名：本期无填报"]


def test_entrant_unknown_is_not_found(client, released):
    assert client.get("/contests/bairi/entrants/u9/").status_code == 404


def test_entrant_before_the_first_release_is_not_found(client, office):
    office.open()
    assert client.get("/contests/bairi/entrants/u1/").status_code == 404
