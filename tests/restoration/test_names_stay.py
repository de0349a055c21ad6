"""Names of villages in sound text: few of them have letters that only Vietnamese has, and none may be changed."""

import pytest

from pipeline.restoration import restore

PLAN = "Nâng cao nhận thức của người dân về phòng bệnh dại trên địa bàn xã.\n" * 70
VILLAGES = (
    "Thôn Khe Càn\nThôn Khe Áng\nThôn Tân Ốc 1\nThôn Khe Hóp\nThôn Bãi Liêu\nThôn Khe Tâm\nThôn Đồng Tán\n"
    "Thôn Bàu Sen\nThôn Cây Da\nThôn Bình Sơn\nThôn Tân Thanh\nThôn Nà Pó\nThôn Tam Hòa\n"
)
HIGHLANDS = "Xã Yang Mao, Xã Cư Pui, Xã Krông Bông, Xã Krông Ana, Xã Dur Kmăl, Xã Dang Kang.\n"


@pytest.mark.parametrize("names", [VILLAGES, VILLAGES.replace("Thôn ", "- Ông Lò Văn Pánh, thôn "), HIGHLANDS])
def test_names_stay(names):
    text = PLAN + names + PLAN
    assert [one for one in restore(text).changes if one.kind != "doubt"] == []


def test_what_an_english_engine_made_of_the_names_is_restored():
    garbled = "Th6n Khe Can, th6n Tan 6c vd th6n D6ng Tan phii hgp vdi xd ki6m tra.\n" * 12
    assert "thôn" in restore(garbled).text.lower()
