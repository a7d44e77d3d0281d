"""What asks a run to end is heeded once, waits where it must, and stays ignored where the caller ignores it."""

from __future__ import annotations

import io
import signal
import sys
import tempfile

import pytest

from framing import cli
from framing.signals import ENDING, asked_to_end, scratch, undisturbed


@pytest.fixture
def restored():
    before = {number: signal.getsignal(number) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("sent", ENDING, ids=lambda sent: sent.name)
def test_what_asks_a_run_to_end_interrupts_it_and_only_while_it_runs(restored, sent):
    told = []
    signal.signal(sent, lambda *_: told.append("outside"))
    with pytest.raises(KeyboardInterrupt), asked_to_end():
        signal.raise_signal(sent)
    signal.raise_signal(sent)
    assert told == ["outside"]


def test_what_the_caller_ignores_stays_ignored(restored):
    # `nohup framing build` must outlive its terminal.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with asked_to_end():
        signal.raise_signal(signal.SIGHUP)
        with undisturbed():
            signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_an_interrupt_is_130_also_where_nobody_can_be_told(monkeypatch):
    class Gone(io.StringIO):
        def write(self, text):
            raise OSError(5, "Input/output error")

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stderr", Gone())
    monkeypatch.setattr("framing.commands.verify._verify", interrupted)
    assert cli.main(["verify"]) == 130


def test_a_signal_waits_until_what_must_not_be_disturbed_is_done():
    told = []
    before = signal.signal(signal.SIGTERM, lambda *_: told.append("ended"))
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            told.append("done")
        assert told == ["done", "ended"]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_signal_while_a_folder_is_made_leaves_none(restored, monkeypatch, tmp_path):
    real = tempfile.mkdtemp

    def made(*given):
        folder = real(*given)
        signal.raise_signal(signal.SIGTERM)
        return folder

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "mkdtemp", made)
    with pytest.raises(KeyboardInterrupt), asked_to_end(), scratch():
        raise AssertionError("went on")
    assert not list(tmp_path.iterdir())


def test_a_second_signal_while_a_folder_is_removed_leaves_none(restored, monkeypatch, tmp_path):
    real = tempfile.TemporaryDirectory.cleanup

    def removed(folder):
        signal.raise_signal(signal.SIGTERM)
        real(folder)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile.TemporaryDirectory, "cleanup", removed)
    with pytest.raises(KeyboardInterrupt), asked_to_end(), scratch():
        pass
    assert not list(tmp_path.iterdir())
