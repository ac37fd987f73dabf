"""How the expectations write down a document: one line a provision, a repair, a loss."""

from __future__ import annotations

from kg.reading import Document, Loss, ProvisionNode, Repair

EXCERPT = 16


def show_tree(document: Document) -> list[str]:
    parents = {node.parent for node in document.provisions}
    return [show_node(document, node, is_leaf=node.path not in parents) for node in document.provisions]


def show_node(document: Document, node: ProvisionNode, *, is_leaf: bool) -> str:
    lost = f" (parent {node.parent} lost)" if node.parent_lost else ""
    line = f"{node.path}{lost} | {node.number or ''} | {node.heading or ''}"
    if is_leaf and not node.heading:
        line += " | " + " ".join(document.text[node.start : node.end].split())[:EXCERPT]
    return line


def show_repairs(document: Document) -> list[str]:
    return [show_repair(repair) for repair in document.repairs if "folded" not in repair.reason]


def show_repair(repair: Repair) -> str:
    pair = f"「{repair.source}」→「{repair.restored}」".replace("\r", "␍").replace("\n", "⏎")
    return f"{pair} {repair.reason}"


def show_losses(document: Document) -> list[str]:
    return [show_loss(document, loss) for loss in document.losses]


def show_loss(document: Document, loss: Loss) -> str:
    before = document.text[max(0, loss.offset - 6) : loss.offset].strip()
    return f"{loss.kind} after 「{before}」: {loss.missing}"
