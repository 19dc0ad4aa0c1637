from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults


def band(start, end, slope="0.1"):
    return {"from": start, "to": end, "slope": slope}


def test_bands_that_overlap_are_named():
    assert faults("banded", bands=[band(None, 100), band(90, 130), band(130, None)]) == {
        "bands[1].from": "与 bands[0]（100% 以下）重叠"
    }


def test_band_inside_another_overlaps_with_it_and_leaves_no_hole():
    assert faults("banded", bands=[band(None, 100), band(100, 200), band(110, 120), band(200, None)]) == {
        "bands[2].from": "与 bands[1]（100% 到 200% 之间）重叠"
    }


def test_endless_bands_overlap():
    assert faults("banded", bands=[band(None, 100), band(None, 50), band(100, None), band(150, None)]) == {
        "bands[1].from": "与 bands[0]（100% 以下）重叠",
        "bands[3].from": "与 bands[2]（100% 以上）重叠",
    }


def test_hole_between_bands_is_named():
    assert faults("banded", bands=[band(130, None), band(None, 100), band(100, 120)]) == {
        "bands[0].from": "与 bands[2]（100% 到 120% 之间）之间有空档，应从 120 起"
    }


def test_bands_reach_from_below_everything_to_above_everything():
    assert faults("banded", bands=[band(100, 130), band(50, 100)]) == {
        "bands[1].from": "最低一档应从 null 起，以下没有规定",
        "bands[0].to": "最高一档应到 null 止，以上没有规定",
    }


def test_rate_where_nothing_is_added_lies_on_a_joint():
    joined = [band(None, 90), band(90, 110), band(110, None)]
    assert faults("banded", bands=joined) == {"at": "应为某一档的界限，现落在“90% 到 110% 之间”之内"}
    assert METHODS["banded"].parse({"bands": joined, "at": 110}).at == 110


def test_every_fault_of_a_band_is_named():
    assert faults("banded", bands=[band(None, "x"), {"from": 130, "to": 130}, 5, band(1, 2, None) | {"top": 1}]) == {
        "bands[0].to": "应为数，或留空（null）",
        "bands[1].slope": "缺少这一项",
        "bands[1].to": "应大于 from（130）",
        "bands[2]": "应为 from、to、slope 的对照",
        "bands[3].top": "没有这个参数，可用：from、to、slope",
        "bands[3].slope": "应为数",
    }


def test_every_fault_beside_the_bands_is_named_too():
    joined = [band(None, 100), band(100, None)]
    assert faults("banded", bands=[], base="x", at=None, limit=0, floor=5) == {
        "bands": "应为列表，每项有 from、to、slope",
        "base": "应为数",
        "at": "应为数",
        "limit": "应为大于 0 的数",
        "floor": "与 limit 只能写其一",
    }
    assert faults("banded", bands=joined, floor=5, ceiling=4) == {"floor": "不应高于 ceiling（4）"}
    assert METHODS["banded"].parse({"bands": joined, "floor": 5, "ceiling": 5}).ceiling == 5
    assert faults("banded") == {"bands": "缺少这一项"}
