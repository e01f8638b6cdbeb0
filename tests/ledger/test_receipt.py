"""A receipt holds until something in it, or in the log, is changed; then it is told what."""

import copy
import json

import pytest

from plumbline.ledger import LedgerFault, Signer, Unreadable, check_receipt, read_key, receipt
from plumbline.ledger.verify import main, read_json, told
from tests.ledger.conftest import ORIGIN

ALL = ["entry", "opening", "opening", "promise", "checkpoint", "agreement", "inclusion"]


def codes(steps):
    return [code if holds else f"{code}!" for code, holds, _ in steps]


def check(log, value, *more):
    return codes(check_receipt(value, read_key(log.key), *more))


def test_every_receipt_of_a_sound_log_holds(log):
    for number in range(12):
        for size in (7, 12):
            if number < size:
                assert check(log, log.receipt(number, size)) == ALL


def test_a_receipt_says_entry_place_size_proof_checkpoint_origin_hash_and_version(log):
    made = log.receipt(4)
    assert made.keys() == {
        "plumbline", "version", "origin", "hash", "entry", "openings", "index", "size", "proof",
        "checkpoint", "promise",
    }  # fmt: skip
    assert (made["version"], made["origin"], made["hash"]) == (1, ORIGIN, log.name)
    assert (made["index"], made["size"]) == (4, 12)
    assert "by 2024-03-08T09:59:00+08:00" in made["promise"]
    assert json.loads(json.dumps(made)) == made


def test_a_receipt_without_promise_and_openings_holds(log):
    made = receipt(log.tree, log.notes[12], 4, log.entries[4])
    assert check(log, made) == ["entry", "checkpoint", "agreement", "inclusion"]


def test_a_promise_holds_before_there_is_a_receipt(log):
    steps = check_receipt(log.promise(4), read_key(log.key))
    assert codes(steps) == ["entry", "opening", "opening", "promise"]
    assert steps[-1][2] == "2024-03-08T09:59:00+08:00"
    assert told(steps)[0] == 3


def test_a_log_that_only_grew_is_consistent_with_what_the_citizen_kept(log):
    wanted = [*ALL[:-1], "checkpoint", "agreement", "inclusion", "growth"]
    assert check(log, log.receipt(4), log.notes[7], log.proof(7, 12)) == wanted
    assert check(log, log.receipt(4, 7), log.notes[12], log.proof(7, 12)) == wanted
    assert check(log, log.receipt(4), log.notes[12]) == wanted


def test_a_rewritten_log_contradicts_what_the_citizen_kept(log):
    forged = log.sign(7, bytes(32))
    assert check(log, log.receipt(4), forged, log.proof(7, 12))[-1] == "growth!"
    same = log.sign(12, bytes(32))
    assert check(log, log.receipt(4), same)[-1] == "contradiction!"


def test_a_checkpoint_of_another_log_proves_nothing(log):
    foreign = log.sign(7, log.tree.root(7), "another.example/log")
    assert check(log, log.receipt(4), foreign, log.proof(7, 12))[-1] == "agreement!"


def test_a_receipt_does_not_hold_under_another_key(log):
    other = Signer(ORIGIN, b"x" * 32)
    steps = check_receipt(receipt(log.tree, log.notes[12], 4, log.entries[4]), other.key)
    assert codes(steps) == ["entry", "checkpoint!"]


def altered(made, log):
    """A receipt with one thing changed, and the step at which that is told."""
    yield "entry", made["entry"].replace("予以受理", "不予受理"), "promise!"
    yield "entry", made["entry"].replace('"seq":', '"seq": '), "entry!"
    yield "entry", made["entry"].replace("event/1", "event/2"), "entry!"
    yield "openings", {"/data/applicant/name": {"value": "钱", "salt": "A" * 22 + "=="}}, "opening!"
    yield "openings", {"/data/decision": made["openings"]["/data/applicant/name"]}, "opening!"
    yield "openings", {"/nowhere": made["openings"]["/data/applicant/name"]}, "opening!"
    yield "promise", log.promise(5)["promise"], "promise!"
    yield "promise", made["promise"].replace("09:59", "08:59"), "promise!"
    yield "promise", made["checkpoint"], "promise!"
    yield "checkpoint", made["checkpoint"].replace("\n12\n", "\n13\n"), "checkpoint!"
    yield "checkpoint", log.notes[7], "agreement!"
    yield "checkpoint", made["promise"], None
    yield "origin", "another.example", "promise!"
    yield "size", 13, "agreement!"
    yield "index", 5, "inclusion!"
    yield "index", 12, "inclusion!"
    yield "proof", made["proof"][1:], "inclusion!"
    yield "proof", [*made["proof"], made["proof"][0]], "inclusion!"
    yield "proof", made["proof"][::-1], "inclusion!"
    yield "proof", [], "inclusion!"


def test_whatever_is_changed_in_a_receipt_is_told(log):
    made = log.receipt(4)
    for name, value, code in altered(made, log):
        wrong = copy.deepcopy(made) | {name: value}
        if code is None:
            with pytest.raises(Unreadable):
                check(log, wrong)
        else:
            assert check(log, wrong)[-1] == code, (name, value)


UNREADABLE = [
    ("plumbline", "invoice"),
    ("version", 2),
    ("version", True),
    ("hash", "md5"),
    ("hash", None),
    ("entry", "plumbline/event/1\n{"),
    ("entry", 'plumbline/event/1\n{"a":1.5}'),
    ("entry", "\ud800"),
    ("openings", []),
    ("openings", {"/data": {"value": 1, "salt": "c2hvcnQ="}}),
    ("openings", {"/data": {"value": 1}}),
    ("openings", {"/data": 1}),
    ("promise", 5),
    ("checkpoint", "note"),
    ("index", -1),
    ("index", "4"),
    ("index", 2**53),
    ("size", None),
    ("proof", "path"),
    ("proof", ["c2hvcnQ="]),
    ("proof", [None]),
]


@pytest.mark.parametrize(("name", "value"), UNREADABLE, ids=lambda one: ascii(one)[:40])
def test_what_has_not_the_form_of_a_receipt_is_unreadable(log, name, value):
    with pytest.raises(Unreadable, match=r"found .*; allowed: "):
        check(log, log.receipt(4) | {name: value})


@pytest.mark.parametrize("value", [None, [], "receipt", 5, {}])
def test_other_json_is_no_receipt(log, value):
    with pytest.raises(Unreadable, match="plumbline: found None"):
        check(log, value)


def test_a_receipt_is_made_for_the_entry_at_its_place_only(log):
    with pytest.raises(LedgerFault, match="entry 4: found another entry"):
        receipt(log.tree, log.notes[12], 4, log.entries[5])
    with pytest.raises(LedgerFault, match="index: found 9; allowed: 0 to 6"):
        receipt(log.tree, log.notes[7], 9, log.entries[9])
    with pytest.raises(LedgerFault, match="checkpoint of size 7: found another root"):
        receipt(log.tree, log.sign(7, bytes(32)), 4, log.entries[4])


def scenes(log):
    """What a citizen may hand in, and the exit code: receipt, earlier checkpoint, proof."""
    made = log.receipt(4)
    yield 0, made, None, None
    yield 0, made, log.notes[7], log.proof(7, 12)
    yield 0, made, log.notes[12], None
    yield 1, made, log.sign(12, bytes(32)), None
    yield 1, made, log.sign(7, bytes(32)), log.proof(7, 12)
    yield 2, made, log.notes[7], None
    yield 2, made, log.notes[7], log.proof(3, 12)
    yield 2, made, "not a note", None
    yield 3, log.promise(4), None, None
    yield 1, log.promise(4) | {"origin": "another.example"}, None, None
    yield 2, "{", None, None
    yield 2, '{"plumbline": 1.0}', None, None
    for name, value, code in altered(made, log):
        yield (2 if code is None else 1), made | {name: value}, None, None
    for name, value in UNREADABLE:
        yield 2, made | {name: value}, None, None


def text(value):
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def told_of(log, scene):
    """Exit code and words for the texts that a citizen hands in."""
    _, *files = scene
    made, earlier, proof = map(text, files)
    try:
        grown = read_json(proof, "proof") if proof else None
        steps = check_receipt(read_json(made, "receipt"), read_key(log.key), earlier, grown)
    except Unreadable as fault:
        return told([], str(fault))
    return told(steps)


def test_each_outcome_has_its_exit_code_and_words_in_two_languages(log):
    for scene in scenes(log):
        code, words = told_of(log, scene)
        assert code == scene[0], scene
        assert "结论：" in words
        assert "Verdict: " in words


@pytest.mark.node
def test_the_script_tells_what_python_tells(log, script):
    calls = [
        ["judge", [text(files[0]), log.key, *map(text, files[1:])]] for _, *files in scenes(log)
    ]
    for scene, (code, words) in zip(scenes(log), script.call(*calls), strict=True):
        wanted = told_of(log, scene)
        assert code == wanted[0], scene
        # What could not be read is quoted as each language quotes.
        assert words == wanted[1] or code == 2


def command(log, put):
    """The arguments of a command with all that there may be."""
    made, key = put("receipt.json", log.receipt(4)), log.key
    more = [
        "--earlier",
        put("earlier.txt", log.notes[7]),
        "--proof",
        put("proof.json", log.proof(7, 12)),
    ]
    return [made, "--key", key, *more]


def test_the_command_tells_each_step_and_the_verdict(log, put, capfdbinary):
    assert main(command(log, put)) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line[0] for line in lines[:-1]] == ["√"] * 10
    assert lines[5].startswith("√ 检查点与回执相符。 The checkpoint is of the log, and the size, ")
    assert lines[5].endswith(" plumbline.example/log, 12, 2024-03-08T09:12:00+08:00")
    assert lines[6].endswith("signed with the key. --earlier")
    assert lines[8] == "√ 记录在日志中。 The entry is in the log. 4"
    assert lines[9] == "√ 日志只有增加，没有改动。 The log has only grown. 7, 12"
    assert lines[-1] == "结论：成立。 Verdict: it holds."


@pytest.mark.node
def test_the_command_of_the_script_tells_the_same(log, put, script, capfdbinary):
    arguments = command(log, put)
    assert main(arguments) == 0
    assert script.run(*arguments) == (0, capfdbinary.readouterr().out.decode())
    assert script.run(put("receipt.json", log.promise(4)), "--key", put("key", log.key))[0] == 3
    assert script.run(put("receipt.json", log.receipt(4) | {"index": 5}), "--key", log.key)[0] == 1
    assert script.run("nowhere.json", "--key", log.key)[0] == 2
    assert script.run()[0] == 2


def test_a_key_may_be_in_a_file_and_files_may_come_from_windows(log, put, capfdbinary):
    made = json.dumps(log.receipt(4), indent=1).replace("\n", "\r\n")
    receipt_, key = put("receipt.json", "\ufeff" + made), put("key.txt", log.key + "\r\n")
    earlier = put("earlier.txt", log.notes[12].replace("\n", "\r\n"))
    assert main([receipt_, "--key", key, "--earlier", earlier]) == 0


def test_what_is_missing_is_told_and_not_raised(log, put, capfdbinary):
    made = put("receipt.json", log.receipt(4))
    assert main([made, "--key", "nowhere.txt"]) == 2
    assert main(["nowhere.json", "--key", log.key]) == 2
    assert main([made]) == 2
    assert main([put("deep.json", "[" * 100_000), "--key", log.key]) == 2
    assert main([put("deep.json", "[" * 3000 + "]" * 3000), "--key", log.key]) == 2
