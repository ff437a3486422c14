"""Asks aics-tlog and aics-witness: a JSON list of questions on stdin, a JSON list of answers on stdout.

Bytes are in hex. An answer is what the package says, or {"error": its words}.
"""

import json
import sys
import tempfile
from pathlib import Path

from aics_tlog import (
    Checkpoint, DirectoryTileStore, FileSystemTileReader, IncrementalTileWriter, MerkleTree, Note, audit_tiles,
    consistency_proof_from_tiles, cosignature_vkey, format_vkey, inclusion_proof_from_tiles, parse_checkpoint,
    parse_note, parse_vkey, sign_checkpoint, sign_cosignature, verify_checkpoint, verify_consistency,
    verify_inclusion, vkey_from_ed25519,
)
from aics_witness import LogConfig, Witness, WitnessError, WitnessStore
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def key(q):
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(q["seed"]))


def hexes(hashes):
    return [h.hex() for h in hashes]


def unhex(texts):
    return [bytes.fromhex(t) for t in texts]


def vkeys(q):
    public = key(q).public_key()
    return [format_vkey(vkey_from_ed25519(q["name"], public)), format_vkey(cosignature_vkey(q["name"], public))]


def sign(q):
    checkpoint = Checkpoint(q["origin"], q["size"], bytes.fromhex(q["root"]), tuple(q["extension"]))
    return sign_checkpoint(checkpoint, key(q), q["origin"]).to_bytes().hex()


def cosign(q):
    note = parse_note(bytes.fromhex(q["note"]))
    cp = parse_checkpoint(note.text)
    _, line = sign_cosignature(key(q), q["name"], q["time"], cp.origin, cp.size, cp.root, cp.extension_lines)
    return Note(note.text, note.signatures + (line,)).to_bytes().hex()


def verify(q):
    note = parse_note(bytes.fromhex(q["note"]))
    assert note.to_bytes().hex() == q["note"]
    found = verify_checkpoint(note, parse_vkey(q["log"]), [parse_vkey(k) for k in q["cosigners"]], q["need"])
    return {"ok": found.ok, "error": found.error, "times": found.timestamps}


def tree(q):
    made = MerkleTree(unhex(q["entries"]))
    return {
        "root": made.root().hex(),
        "inclusion": [hexes(made.inclusion_proof(i)) for i in range(made.size)],
        "consistency": [hexes(made.consistency_proof(m)) for m in range(made.size + 1)],
    }


def proofs(q):
    size, root = q["size"], bytes.fromhex(q["root"])
    inclusion = [verify_inclusion(bytes.fromhex(leaf), i, size, unhex(p), root) for i, leaf, p in q["inclusion"]]
    consistency = [verify_consistency(m, size, bytes.fromhex(r), root, unhex(p)) for m, r, p in q["consistency"]]
    return all(inclusion) and all(consistency)


def write(q):
    """Appends in batches to a folder of tiles; partial tiles of each batch stay."""
    writer = IncrementalTileWriter(DirectoryTileStore(q["folder"], fsync=False), prune_partials=False)
    for batch in q["batches"]:
        writer.append(unhex(batch))
    root = Path(q["folder"])
    files = sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())
    return {"root": writer.root().hex(), "files": files}


def audit(q):
    reader, size = FileSystemTileReader(q["folder"]), q["size"]
    report = audit_tiles(reader, size, bytes.fromhex(q["root"]))
    return {
        "bundles": report.bundles,
        "inclusion": [hexes(inclusion_proof_from_tiles(reader, i, size)) for i in q["inclusion"]],
        "consistency": [hexes(consistency_proof_from_tiles(reader, m, size)) for m in q["consistency"]],
    }


def witness(q):
    """A witness that is sent requests one after the other; each answer has its status and body."""
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        with WitnessStore(Path(folder) / "witness.db", create=True) as store:
            log = LogConfig(q["origin"], (parse_vkey(q["log"]),))
            asked = Witness(q["name"], key(q), store, [log], clock=lambda: q["time"])
            for body in q["requests"]:
                try:
                    answers.append([200, asked.add_checkpoint(bytes.fromhex(body)).decode()])
                except WitnessError as refused:
                    answers.append([refused.status, refused.body.decode()])
    return answers


def answer(q):
    try:
        return globals()[q["ask"]](q)
    except (ValueError, OSError) as refused:
        return {"error": str(refused)}


json.dump([answer(q) for q in json.load(sys.stdin)], sys.stdout)
