"""A sample in the files that coding tools import: Label Studio (tasks and configuration) and INCEpTION (UIMA CAS XMI)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    import pandas as pd

Choices = Mapping[str, Mapping[str, Sequence[str]]]
# The layer that coded items are in; INCEpTION keeps layers of users under webanno.custom.
LAYER = "Coded"
XMI, CAS, TCAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore", "http:///uima/tcas.ecore"
CUSTOM = "http:///webanno/custom.ecore"
SENTENCE = "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
# What XML 1.0 cannot hold.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def label_studio(shown: pd.DataFrame, choices: Choices) -> str:
    """Tasks for Label Studio, as JSON: one an item; the names of its referent come with each task.

    Parameters
    ----------
    shown : DataFrame
        What coders see: item, referent, text, perhaps outlet.
    choices : mapping
        Of each code its values, by referent.
    """
    tasks = []
    for row in shown.to_dict("records"):
        lists = {f"{code}s": [{"value": v} for v in known[row["referent"]]] for code, known in choices.items() if row["referent"] in known and "" not in known}  # fmt: skip
        tasks.append({"data": row | lists})
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def label_studio_config(choices: Choices, *, several: Sequence[str] = ()) -> str:
    """The labelling interface that belongs to the tasks; its export as CSV is a sheet that `read_codes` reads.

    Parameters
    ----------
    choices : mapping
        As for `label_studio`.
    several : sequence of str
        Codes of which an item may have several values.

    Examples
    --------
    >>> print(label_studio_config({"voice": {"": ["own"]}}))
    <View>
      <Header value="$referent" />
      <Text name="text" value="$text" />
      <Header value="voice" />
      <Choices name="voice" toName="text" choice="single">
        <Choice value="own" />
      </Choices>
    </View>
    <BLANKLINE>
    """
    view = Element("View")
    SubElement(view, "Header", value="$referent")
    SubElement(view, "Text", name="text", value="$text")
    for code, known in choices.items():
        SubElement(view, "Header", value=code)
        if not known:
            SubElement(view, "TextArea", name=code, toName="text")
            continue
        control = SubElement(
            view, "Choices", name=code, toName="text", choice="multiple" if code in several else "single"
        )
        if "" not in known:
            control.set("value", f"${code}s")
        for value in known.get("", ()):
            SubElement(control, "Choice", value=value)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def listed(cell: str) -> str:
    """A cell of Label Studio's export with its several values as a sheet writes them.

    Examples
    --------
    >>> listed('{"choices":["wall","fence"]}'), listed("wall")
    ('wall; fence', 'wall')
    """
    if not cell.startswith(("{", "[")):
        return cell
    try:
        known = json.loads(cell)
    except ValueError:
        return cell
    values = next(iter(known.values()), []) if isinstance(known, dict) else known
    return "; ".join(map(str, values)) if isinstance(values, list) else cell


def xmi(shown: pd.DataFrame, codes: Sequence[str]) -> str:
    """One document for INCEpTION, in UIMA CAS XMI: a paragraph an item, and an annotation on what is to be coded.

    Parameters
    ----------
    shown : DataFrame
        As for `label_studio`.
    codes : sequence of str
        What is asked of an item: features of the annotation, empty.
    """
    for prefix, uri in (("xmi", XMI), ("cas", CAS), ("tcas", TCAS), ("custom", CUSTOM), ("segmentation", SENTENCE)):
        ElementTree.register_namespace(prefix, uri)
    root = Element(f"{{{XMI}}}XMI", {f"{{{XMI}}}version": "2.0"})
    SubElement(root, f"{{{CAS}}}NULL", {f"{{{XMI}}}id": "0"})
    text = ""
    members: list[str] = []
    for row in shown.to_dict("records"):
        said = _UNHELD.sub(" ", row["text"] + (f" ({row['referent']})" if row["referent"] else ""))
        before, marked, after = re.fullmatch(r"(.*?)\[\[(.*?)\]\](.*)", said, re.DOTALL).groups()  # type: ignore[union-attr]
        start, end = len(text + before), len(text + before + marked)
        spans = {"segmentation": (len(text), end + len(after)), "custom": (start, end)}
        text += before + marked + after
        for tag, more in ((f"{{{SENTENCE}}}Sentence", {}), (f"{{{CUSTOM}}}{LAYER}", {"item": row["item"]})):
            low, high = spans["custom" if more else "segmentation"]
            members.append(str(len(members) + 3))
            place = {"sofa": "1", "begin": _units(text, low), "end": _units(text, high)}
            SubElement(
                root, tag, {f"{{{XMI}}}id": members[-1], **place, **more, **dict.fromkeys(codes if more else (), "")}
            )
        text += "\n\n"
    whole = {
        f"{{{XMI}}}id": "2",
        "sofa": "1",
        "begin": "0",
        "end": _units(text, len(text)),
        "language": "x-unspecified",
    }
    SubElement(root, f"{{{TCAS}}}DocumentAnnotation", whole)
    SubElement(root, f"{{{CAS}}}Sofa", {f"{{{XMI}}}id": "1", "sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text", "sofaString": text})  # fmt: skip
    SubElement(root, f"{{{CAS}}}View", {"sofa": "1", "members": " ".join(["2", *members])})
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _units(text: str, place: int) -> str:
    """A place as Java counts it, in units of UTF-16."""
    return str(len(text[:place].encode("utf-16-le")) // 2)


def type_system(codes: Sequence[str]) -> str:
    """The layer of the annotations with its features, as a UIMA type system, which INCEpTION imports under "Layers".

    Examples
    --------
    >>> type_system(["voice"]).startswith("<?xml"), "webanno.custom.Coded" in type_system(["voice"])
    (True, True)
    """
    root = Element("typeSystemDescription", xmlns="http://uima.apache.org/resourceSpecifier")
    layer = SubElement(SubElement(root, "types"), "typeDescription")
    for tag, text in (
        ("name", f"webanno.custom.{LAYER}"),
        ("description", ""),
        ("supertypeName", "uima.tcas.Annotation"),
    ):
        SubElement(layer, tag).text = text
    features = SubElement(layer, "features")
    for code in ("item", *codes):
        feature = SubElement(features, "featureDescription")
        for tag, text in (("name", code), ("description", ""), ("rangeTypeName", "uima.cas.String")):
            SubElement(feature, tag).text = text
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
