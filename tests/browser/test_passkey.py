"""A passkey in Chromium, with a virtual authenticator: made by an invitation, then it is the second factor."""

import re
import subprocess

import pytest

from running import PASSPHRASE, TIZIM, make_workspace_apart, serving

pytest_plugins = ["chromium"]
pytestmark = pytest.mark.browser
OWN = "my own four quiet words"


@pytest.fixture(scope="module")
def invited(tmp_path_factory):
    """(what stands before the command, the code of an invitation for Ines)."""
    before = make_workspace_apart(tmp_path_factory.mktemp("passkeys"))
    command = [TIZIM, "-w", before[1], "--by", "Ines", "--passphrase-file", before[5], "member", "invite", "Ines"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return before, re.search(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$", said, re.M)[0]


def authenticator(page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_then_opens_the_desk(at, invited):
    before, code = invited
    with serving("--locked", before=before) as served:
        watched = at(served)
        page = watched.page
        authenticator(page)
        page.fill("#passphrase", PASSPHRASE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        watched.open("/invited")
        page.fill("#code", code)
        page.fill("#passphrase", OWN)
        page.fill("#again", OWN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/invited/second")
        page.click("form[data-passkey=create] button")
        page.wait_for_selector("ol.codes")
        assert page.locator("ol.codes li").count() == 8
        watched.open("/me")
        assert "Passkey" in page.inner_text("main")
        page.click("button[formaction='/sign-out']")
        page.wait_for_url("**/sign-in")
        page.fill("#name", "Ines")
        page.fill("#passphrase", OWN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in/second")
        page.click("form[data-passkey=get] button")
        page.wait_for_url("**/")
        watched.open("/members")
        assert watched.wrong == []
        served.stop()
