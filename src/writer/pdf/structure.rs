//! The structure tree: what a screen reader, a copy tool or a converter learns about the text.

use super::content::PageMarks;
use super::{broken, catalog, text_string};
use crate::layout::page::{PagedDocument, Role, StructureNode};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// The structure type of a role: a standard one of ISO 32000-1, or `Title`, which the role map explains.
pub(super) fn type_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Title => "Title",
        Role::Heading(0 | 1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Quotation => "BlockQuote",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::HeadCell => "TH",
        Role::Cell => "TD",
        Role::Caption => "Caption",
        Role::Note => "Note",
        Role::Figure => "Figure",
    }
}

/// Adds the tree, the map from marked content to it, and the pages' links to that map. `marks` names the node
/// behind each marked-content number, page by page. A document without structure gets none.
pub(super) fn add(objects: &mut Document, document: &PagedDocument, marks: &[PageMarks]) -> Result<(), String> {
    let nodes = &document.structure;
    if nodes.is_empty() {
        return Ok(());
    }
    let pages: Vec<ObjectId> = objects.page_iter().collect();
    let tree = objects.new_object_id();
    let elements: Vec<ObjectId> = nodes.iter().map(|_| objects.new_object_id()).collect();
    let kids = kids(nodes, &elements, marks, &pages)?;
    for (index, (node, kids)) in nodes.iter().zip(kids).enumerate() {
        let parent = node.parent.map_or(tree, |parent| elements[parent.0 as usize]);
        objects.set_object(elements[index], element(node, parent, kids, index));
    }
    let mut numbers = Vec::with_capacity(marks.len() * 2);
    for (index, (page, marks)) in pages.iter().zip(marks).enumerate() {
        let owners = marks.iter().map(|node| Object::Reference(elements[node.0 as usize])).collect();
        numbers.extend([Object::Integer(index as i64), Object::Array(owners)]);
        let page = objects.get_dictionary_mut(*page).map_err(broken)?;
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
    }
    let parents = objects.add_object(dictionary! { "Nums" => numbers });
    let roots: Vec<Object> =
        nodes.iter().zip(&elements).filter(|(node, _)| node.parent.is_none()).map(|(_, &id)| id.into()).collect();
    let root = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => roots,
        "ParentTree" => parents,
        "ParentTreeNextKey" => marks.len() as i64,
        "RoleMap" => dictionary! { "Title" => "P" },
    };
    objects.set_object(tree, root);
    let catalog = catalog(objects)?;
    catalog.set("StructTreeRoot", tree);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

/// The children of each node: its content in page order, then its elements in the order of the tree.
fn kids(
    nodes: &[StructureNode],
    elements: &[ObjectId],
    marks: &[PageMarks],
    pages: &[ObjectId],
) -> Result<Vec<Vec<Object>>, String> {
    let mut kids: Vec<Vec<Object>> = vec![Vec::new(); nodes.len()];
    for (page, marks) in pages.iter().zip(marks) {
        for (number, node) in marks.iter().enumerate() {
            let reference = dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => number as i64 };
            kids[node.0 as usize].push(Object::Dictionary(reference));
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        let parent = parent.0 as usize;
        if parent >= index {
            return Err(format!("结构节点 {index} 排在上级之前"));
        }
        kids[parent].push(Object::Reference(elements[index]));
    }
    Ok(kids)
}

fn element(node: &StructureNode, parent: ObjectId, kids: Vec<Object>, index: usize) -> Dictionary {
    let mut element = dictionary! { "Type" => "StructElem", "S" => type_name(node.role), "P" => parent, "K" => kids };
    // Figures must say in words what they show (ISO 19005-2, 6.7.4 by way of ISO 32000-1, 14.9.3).
    node.alternative.iter().for_each(|words| element.set("Alt", text_string(words)));
    match node.role {
        Role::HeadCell => element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
        // Notes are referred to by name (ISO 14289-1, 7.9).
        Role::Note => element.set("ID", Object::string_literal(format!("note{index}"))),
        _ => {}
    }
    element
}
