import pytest

from contests.selectors.robot_addresses import Allowed, masked, refusal

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=abc"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/xyz"


@pytest.mark.parametrize(("kind", "address"), [("wecom", WECOM), ("dingtalk", DINGTALK), ("feishu", FEISHU)])
def test_address_as_the_platform_gives_it(kind, address):
    assert refusal(kind, address, Allowed()) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "qyapi.weixin.qq.com",
        WECOM.replace("https", "http"),
        WECOM.replace("https", "file"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.example"),
        WECOM.replace("qyapi.weixin.qq.com", "169.254.169.254"),
        WECOM.replace("qyapi.weixin.qq.com", "127.0.0.1"),
        WECOM.replace("qyapi.weixin.qq.com", "localhost"),
        WECOM.replace("qyapi.weixin.qq.com", "[::1]"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com:8443"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com@10.0.0.1"),
        WECOM.replace("qyapi.weixin.qq.com", "10.0.0.1\\@qyapi.weixin.qq.com"),
        WECOM.replace("qyapi.weixin.qq.com", "user:pw@qyapi.weixin.qq.com"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com:99999"),
        WECOM.replace("webhook/send", "webhook/../../admin/send"),
        WECOM.replace("/cgi-bin/webhook/send", "/cgi-bin/gettoken"),
        WECOM.replace("?key=693a91f6", ""),
        f"{WECOM}#x",
        f"{WECOM}\r\nX: y",
        f" {WECOM}",
        DINGTALK,
    ],
)
def test_address_that_is_not_the_platforms_is_refused(address):
    assert refusal("wecom", address, Allowed()) != ""


def test_gateway_that_the_installation_names_is_allowed():
    gateways = Allowed(gateways=["im.park.gov.cn", "im2.park.gov.cn:8443"])
    assert refusal("wecom", "https://im.park.gov.cn/robot", gateways) == ""
    assert refusal("wecom", "https://im2.park.gov.cn:8443/robot", gateways) == ""
    assert refusal("wecom", "https://im.park.gov.cn:22/robot", gateways) != ""
    assert refusal("wecom", "https://im2.park.gov.cn/robot", gateways) != ""
    assert refusal("wecom", "http://im.park.gov.cn/robot", gateways) != ""


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "[::1]:9"])
def test_loopback_is_for_debugging_only(host):
    assert refusal("wecom", f"http://{host}/x", Allowed(loopback=True)) == ""
    assert refusal("wecom", f"http://{host}/x", Allowed()) != ""


def test_loopback_for_debugging_opens_no_other_host():
    assert refusal("wecom", "http://10.0.0.1/x", Allowed(loopback=True)) != ""


def test_masked_address_holds_no_key():
    assert masked(WECOM) == "qyapi.weixin.qq.com/…91f6"
