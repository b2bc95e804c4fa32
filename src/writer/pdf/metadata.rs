//! What the file says about itself: version, information dictionary, XMP, language and identifier.

use super::{CreationDate, PdfOptions, broken, catalog, text_string};
use crate::layout::page::Metadata;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

/// The program's name as files carry it.
const PRODUCER: &str = concat!("执笔 zhibi ", env!("CARGO_PKG_VERSION"));

/// Replaces what the library wrote: its dates come from a fixed epoch and its identifier from a counter.
pub(super) fn add(objects: &mut Document, metadata: &Metadata, options: &PdfOptions) -> Result<(), String> {
    objects.version = options.profile.version().to_owned();
    let info = objects.trailer.get(b"Info").and_then(Object::as_reference).map_err(broken)?;
    objects.set_object(info, information(metadata, options));
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Left readable: archives read this packet without a PDF library.
    let packet = Stream::new(kind, xmp(metadata, options).into_bytes()).with_compression(false);
    let packet = objects.add_object(packet);
    let catalog = catalog(objects)?;
    catalog.set("Metadata", packet);
    catalog.set("Lang", Object::string_literal(language(metadata)));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// Writes the file with an identifier drawn from its content, so equal reports are equal files.
pub(super) fn save_identified(objects: &mut Document) -> Result<Vec<u8>, String> {
    objects.trailer.remove(b"ID");
    let hash = content_hash(&saved(objects)?);
    let id = Object::String(hash.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    objects.trailer.set("ID", vec![id.clone(), id]);
    saved(objects)
}

fn saved(objects: &mut Document) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    objects.save_to(&mut bytes).map_err(|error| format!("写 PDF 时出错：{error}"))?;
    Ok(bytes)
}

/// FNV-1a with 128 bits.
pub(super) fn content_hash(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

fn information(metadata: &Metadata, options: &PdfOptions) -> Dictionary {
    let mut information = dictionary! { "Producer" => text_string(PRODUCER) };
    for (key, value) in [("Title", &metadata.title), ("Author", &metadata.author)] {
        if !value.is_empty() {
            information.set(key, text_string(value));
        }
    }
    if let Some(CreationDate { year, month, day }) = options.created {
        information.set("CreationDate", Object::string_literal(format!("D:{year:04}{month:02}{day:02}")));
    }
    information
}

fn language(metadata: &Metadata) -> &str {
    if metadata.language.is_empty() { "zh-CN" } else { &metadata.language }
}

/// The same facts as the information dictionary, in the form archives read.
fn xmp(metadata: &Metadata, options: &PdfOptions) -> String {
    let mut facts = String::new();
    if !metadata.title.is_empty() {
        let title = escaped(&metadata.title);
        facts += &format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n");
    }
    if !metadata.author.is_empty() {
        let author = escaped(&metadata.author);
        facts += &format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n");
    }
    if let Some(CreationDate { year, month, day }) = options.created {
        facts += &format!("<xmp:CreateDate>{year:04}-{month:02}-{day:02}</xmp:CreateDate>\n");
    }
    let language = escaped(language(metadata));
    let (part, conformance) = options.profile.identification();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>{conformance}</pdfaid:conformance>\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         {facts}<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Text for XML: markup escaped, characters XML forbids left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
