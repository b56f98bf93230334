//! Pages to PDF bytes: page descriptions by `printpdf` in chunks, fonts cut down to the glyphs in use, and a small
//! streaming file writer, so that a journal of any length never stands in memory as a whole.
//!
//! Deterministic: no clock, no random source; `/ID` is a hash of what was written.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Write;

use chrono::NaiveDate;
use flate2::{Compress, Compression, FlushCompress, Status};
use printpdf::{
    Color, FontId, FontMetrics, Greyscale, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::LettersError;
use crate::fonts::{Face, Shaper, face};
use crate::layout::{Item, Page};

/// `printpdf` keeps every operation of a document in memory: no more pages than this at once.
pub(crate) const CHUNK: usize = 32;
const DEFLATE_LEVEL: u32 = 6;
/// Kids of a node of the page tree.
const FAN_OUT: usize = 64;

thread_local! {
    // One compressor a thread: a new one for each page costs time and fragments the memory.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(DEFLATE_LEVEL), true));
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, LettersError> {
    COMPRESSOR.with_borrow_mut(|compress| {
        compress.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let taken = usize::try_from(compress.total_in()).unwrap_or(bytes.len()).min(bytes.len());
            let status = compress
                .compress_vec(&bytes[taken..], &mut out, FlushCompress::Finish)
                .map_err(|e| LettersError::Pages { detail: e.to_string() })?;
            if status == Status::StreamEnd {
                return Ok(out);
            }
            out.reserve(out.capacity() / 2 + 256);
        }
    })
}

/// The characters of a face that a file uses, each with a code of its own, and the glyphs they need.
#[derive(Default)]
struct FaceUse {
    codes: HashMap<char, u16>,
    chars: Vec<char>,
    glyphs: Option<GlyphRemapper>,
    widths: Vec<i32>,
    targets: Vec<u16>,
}

impl FaceUse {
    fn code(&mut self, shaper: &mut Shaper, f: Face, c: char) -> u16 {
        if let Some(code) = self.codes.get(&c) {
            return *code;
        }
        let nominal = shaper.nominal(f, c);
        let glyphs = self.glyphs.get_or_insert_with(GlyphRemapper::new);
        let target = glyphs.remap(nominal.glyph);
        // Code 0 stays free, as glyph 0 does. A file has far fewer than 65,000 different characters; the last code
        // would serve for any beyond.
        let code = u16::try_from(self.chars.len() + 1).unwrap_or(u16::MAX);
        if code < u16::MAX {
            self.codes.insert(c, code);
            self.chars.push(c);
            self.widths.push(nominal.advance);
            self.targets.push(target);
        }
        code
    }
}

/// Properties of the file.
pub(crate) struct Properties<'a> {
    pub(crate) title: &'a str,
    pub(crate) lang: &'a str,
    pub(crate) date: NaiveDate,
}

/// Writes a PDF file as its pages come.
pub(crate) struct PdfWriter<'s, W: Write> {
    out: W,
    written: u64,
    /// Offset of each object; 0 = reserved, not written yet.
    offsets: Vec<u64>,
    hash: Sha256,
    shaper: &'s mut Shaper,
    faces: [FaceUse; 5],
    pages: Vec<(u32, f32, f32)>,
    waiting: Vec<Page>,
}

fn num(value: f32) -> String {
    let rounded = (f64::from(value) * 100.0).round() / 100.0;
    format!("{rounded}")
}

fn round2(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// A text string of the document's properties: UTF-16BE with its mark, as hexadecimal.
fn utf16(text: &str) -> String {
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl<'s, W: Write> PdfWriter<'s, W> {
    pub(crate) fn new(out: W, shaper: &'s mut Shaper) -> Result<Self, LettersError> {
        let mut writer = Self {
            out,
            written: 0,
            offsets: Vec::new(),
            hash: Sha256::new(),
            shaper,
            faces: Default::default(),
            pages: Vec::new(),
            waiting: Vec::new(),
        };
        writer.bytes(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(writer)
    }

    pub(crate) fn shaper(&mut self) -> &mut Shaper {
        self.shaper
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), LettersError> {
        self.hash.update(bytes);
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn reserve(&mut self) -> u32 {
        self.offsets.push(0);
        u32::try_from(self.offsets.len()).unwrap_or(u32::MAX)
    }

    fn object(&mut self, id: u32, body: &str) -> Result<(), LettersError> {
        self.begin(id)?;
        self.bytes(body.as_bytes())?;
        self.bytes(b"\nendobj\n")
    }

    fn begin(&mut self, id: u32) -> Result<(), LettersError> {
        if let Some(offset) = self.offsets.get_mut(id as usize - 1) {
            *offset = self.written;
        }
        self.bytes(format!("{id} 0 obj\n").as_bytes())
    }

    fn stream(&mut self, id: u32, entries: &str, content: &[u8], filter: &str) -> Result<(), LettersError> {
        self.begin(id)?;
        self.bytes(format!("<<{entries}{filter}/Length {}>>\nstream\n", content.len()).as_bytes())?;
        self.bytes(content)?;
        self.bytes(b"\nendstream\nendobj\n")
    }

    fn deflated(&mut self, id: u32, entries: &str, content: &[u8]) -> Result<(), LettersError> {
        let small = deflate(content)?;
        self.stream(id, entries, &small, "/Filter/FlateDecode")
    }

    /// Takes pages; they are written as soon as a chunk is full.
    pub(crate) fn add(&mut self, pages: impl IntoIterator<Item = Page>) -> Result<(), LettersError> {
        for page in pages {
            self.waiting.push(page);
            if self.waiting.len() >= CHUNK {
                self.write_waiting()?;
            }
        }
        Ok(())
    }

    fn write_waiting(&mut self) -> Result<(), LettersError> {
        let pages = std::mem::take(&mut self.waiting);
        let contents = self.contents(pages.iter().map(|p| (p.width, p.height, p.items.as_slice())))?;
        for (page, content) in pages.iter().zip(contents) {
            let id = self.reserve();
            self.deflated(id, "", &content)?;
            self.pages.push((id, page.width, page.height));
        }
        Ok(())
    }

    /// Page descriptions by `printpdf`, one for each page.
    fn contents<'p>(
        &mut self,
        pages: impl Iterator<Item = (f32, f32, &'p [Item])>,
    ) -> Result<Vec<Vec<u8>>, LettersError> {
        let mut document = PdfDocument::new("");
        let mut described = Vec::new();
        for (width, height, items) in pages {
            let ops = self.operations(height, items);
            described.push(PdfPage::new(Mm::from(Pt(width)), Mm::from(Pt(height)), ops));
        }
        if described.is_empty() {
            return Ok(Vec::new());
        }
        let count = described.len();
        document.pages = described;
        for f in Face::ALL {
            let used = &self.faces[f.index()];
            if used.chars.is_empty() {
                continue;
            }
            let codes: BTreeMap<u32, u16> =
                used.codes.iter().map(|(c, code)| (u32::from(*c), *code)).collect();
            let data = face(f);
            let metrics = FontMetrics {
                ascent: i16::try_from(data.ascent).unwrap_or(i16::MAX),
                descent: i16::try_from(data.descent).unwrap_or(i16::MIN),
            };
            // Only the codes matter here; the font program itself is written once, at the end.
            let font = ParsedFont::with_glyph_data(vec![0], 0, None, codes, BTreeMap::new(), 1000, metrics);
            document.resources.fonts.map.insert(font_id(f), PdfFont::new(font));
        }
        let options =
            PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let mut warnings = Vec::new();
        let tree = document.to_lopdf_document(&options, &mut warnings);
        let mut contents = Vec::with_capacity(count);
        for (_, page) in tree.get_pages() {
            let content = tree
                .get_dictionary(page)
                .and_then(|d| d.get(b"Contents"))
                .and_then(|o| o.as_reference())
                .and_then(|r| tree.get_object(r))
                .and_then(|o| o.as_stream())
                .map(|s| s.content.clone())
                .map_err(|e| LettersError::Pages { detail: e.to_string() })?;
            contents.push(content);
        }
        if contents.len() == count {
            Ok(contents)
        } else {
            Err(LettersError::Pages { detail: format!("{} pages of {count}", contents.len()) })
        }
    }

    fn operations(&mut self, height: f32, items: &[Item]) -> Vec<Op> {
        let mut ops = Vec::with_capacity(items.len() * 4);
        let mut grey_now: Option<f32> = None;
        let fill = |ops: &mut Vec<Op>, now: &mut Option<f32>, grey: f32| {
            if *now != Some(grey) {
                ops.push(Op::SetFillColor {
                    col: Color::Greyscale(Greyscale { percent: grey, icc_profile: None }),
                });
                *now = Some(grey);
            }
        };
        // Shades first, lines above them, text on top.
        let mut fills: Vec<&Item> = items.iter().filter(|i| matches!(i, Item::Fill { .. })).collect();
        fills.sort_by(|a, b| match (a, b) {
            (Item::Fill { grey: a, .. }, Item::Fill { grey: b, .. }) => b.total_cmp(a),
            _ => std::cmp::Ordering::Equal,
        });
        for item in fills {
            if let Item::Fill { x, y, width, height: h, grey } = item {
                fill(&mut ops, &mut grey_now, *grey);
                ops.push(Op::DrawRectangle {
                    rectangle: Rect {
                        x: Pt(round2(*x)),
                        y: Pt(round2(height - y - h)),
                        width: Pt(round2(*width)),
                        height: Pt(round2(*h)),
                        mode: Some(PaintMode::Fill),
                        winding_order: None,
                    },
                });
            }
        }
        fill(&mut ops, &mut grey_now, 0.0);
        ops.push(Op::StartTextSection);
        let mut font_now: Option<(Face, f32)> = None;
        for item in items {
            let Item::Text { x, y, segs, .. } = item else { continue };
            let mut place = Some((*x, height - y));
            for seg in segs {
                if font_now != Some((seg.face, seg.size)) {
                    ops.push(Op::SetFont {
                        font: PdfFontHandle::External(font_id(seg.face)),
                        size: Pt(seg.size),
                    });
                    font_now = Some((seg.face, seg.size));
                }
                if let Some((x, y)) = place.take() {
                    ops.push(Op::SetTextMatrix {
                        matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, round2(x), round2(y)]),
                    });
                }
                ops.push(Op::ShowText { items: self.text_items(seg) });
            }
        }
        ops.push(Op::EndTextSection);
        ops
    }

    fn text_items(&mut self, seg: &crate::layout::Seg) -> Vec<TextItem> {
        let mut out = Vec::with_capacity(seg.adjust.len() * 2 + 1);
        let mut piece = String::new();
        let mut adjust = seg.adjust.iter().peekable();
        for (index, c) in seg.text.chars().enumerate() {
            self.faces[seg.face.index()].code(self.shaper, seg.face, c);
            piece.push(c);
            if let Some((_, extra)) = adjust.next_if(|(at, _)| *at as usize == index) {
                out.push(TextItem::Text(std::mem::take(&mut piece)));
                // In PDF a positive number moves to the left.
                out.push(TextItem::Offset(-extra));
            }
        }
        if !piece.is_empty() {
            out.push(TextItem::Text(piece));
        }
        out
    }

    /// Writes what remains: a layer over each page (`overlay` gets page number and count), fonts, page tree, properties.
    /// Returns the sink and the number of pages.
    pub(crate) fn finish(
        mut self,
        properties: &Properties<'_>,
        mut overlay: impl FnMut(&mut Shaper, usize, usize) -> Vec<Item>,
    ) -> Result<(W, usize), LettersError> {
        self.write_waiting()?;
        let pages = std::mem::take(&mut self.pages);
        let count = pages.len();
        let resources = self.reserve();
        // Second content streams, where there is anything to lay over.
        let mut layers: Vec<Option<u32>> = Vec::with_capacity(count);
        for (chunk, start) in pages.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            let items: Vec<Vec<Item>> =
                (0..chunk.len()).map(|i| overlay(self.shaper, start + i + 1, count)).collect();
            if items.iter().all(Vec::is_empty) {
                layers.resize(layers.len() + chunk.len(), None);
                continue;
            }
            let sizes = chunk.iter().zip(&items).map(|((_, w, h), items)| (*w, *h, items.as_slice()));
            for content in self.contents(sizes)? {
                let id = self.reserve();
                self.deflated(id, "", &content)?;
                layers.push(Some(id));
            }
        }
        let root = self.page_tree(&pages, &layers, resources)?;
        self.fonts(resources)?;
        self.trailer(properties, root)?;
        Ok((self.out, count))
    }

    fn page_tree(
        &mut self,
        pages: &[(u32, f32, f32)],
        layers: &[Option<u32>],
        resources: u32,
    ) -> Result<u32, LettersError> {
        // Level 0: the pages; each level above gathers up to 64 nodes, until one is left.
        let mut level: Vec<(u32, usize)> = Vec::with_capacity(pages.len());
        let mut parents: Vec<u32> =
            (0..pages.len().div_ceil(FAN_OUT).max(1)).map(|_| self.reserve()).collect();
        for (index, ((content, width, height), layer)) in pages.iter().zip(layers).enumerate() {
            let id = self.reserve();
            let contents =
                layer.map_or_else(|| format!("{content} 0 R"), |l| format!("[{content} 0 R {l} 0 R]"));
            let parent = parents.get(index / FAN_OUT).copied().unwrap_or_default();
            let body = format!(
                "<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {} {}]/Resources {resources} 0 R/Contents {contents}>>",
                num(*width),
                num(*height)
            );
            self.object(id, &body)?;
            level.push((id, 1));
        }
        loop {
            let above: Vec<u32> = if parents.len() == 1 {
                Vec::new()
            } else {
                (0..parents.len().div_ceil(FAN_OUT)).map(|_| self.reserve()).collect()
            };
            let mut next = Vec::with_capacity(parents.len());
            for (index, id) in parents.iter().enumerate() {
                let kids = level.chunks(FAN_OUT).nth(index).unwrap_or_default();
                let total: usize = kids.iter().map(|(_, n)| n).sum();
                let list: Vec<String> = kids.iter().map(|(k, _)| format!("{k} 0 R")).collect();
                let parent =
                    above.get(index / FAN_OUT).map_or_else(String::new, |p| format!("/Parent {p} 0 R"));
                self.object(*id, &format!("<</Type/Pages{parent}/Count {total}/Kids[{}]>>", list.join(" ")))?;
                next.push((*id, total));
            }
            if above.is_empty() {
                return Ok(parents.first().copied().unwrap_or_default());
            }
            level = next;
            parents = above;
        }
    }

    fn fonts(&mut self, resources: u32) -> Result<(), LettersError> {
        let mut list = String::new();
        for f in Face::ALL {
            let used = std::mem::take(&mut self.faces[f.index()]);
            let Some(glyphs) = &used.glyphs else { continue };
            let id = self.font(f, &used, glyphs)?;
            let _ = write!(list, "/{} {id} 0 R", font_id(f).0);
        }
        self.object(resources, &format!("<</Font<<{list}>>/ProcSet[/PDF/Text]>>"))
    }

    fn font(&mut self, f: Face, used: &FaceUse, glyphs: &GlyphRemapper) -> Result<u32, LettersError> {
        let data = face(f);
        let program = subsetter::subset(&data.stripped, 0, glyphs)
            .map_err(|e| LettersError::Font { detail: format!("{f:?}: {e}") })?;
        let name = format!("{}+{}", subset_tag(f, &used.chars), f.post_script_name());
        let [file, descriptor, descendant, unicode, font] = std::array::from_fn(|_| self.reserve());
        self.deflated(file, &format!("/Length1 {}", program.len()), &program)?;
        // Symbolic (4); serif (2), italic (64), bold forced (2^18) tell a substitute what to look like.
        let flags = 4 | if f.is_serif() { 2 } else { 0 } | if f.is_italic() { 64 } else { 0 };
        let [x0, y0, x1, y1] = data.bbox;
        let stem = if f.is_bold() { 140 } else { 80 };
        self.object(
            descriptor,
            &format!(
                "<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{x0} {y0} {x1} {y1}]/ItalicAngle {}\
                 /Ascent {}/Descent {}/CapHeight {}/StemV {stem}/FontFile2 {file} 0 R>>",
                data.italic_angle, data.ascent, data.descent, data.cap_height
            ),
        )?;
        // Where several characters share the substitute glyph, codes and glyphs differ and a table says which is which.
        let identity = used.targets.iter().enumerate().all(|(i, t)| usize::from(*t) == i + 1);
        let map = if identity {
            "/Identity".to_owned()
        } else {
            let id = self.reserve();
            let mut table = vec![0u8, 0];
            table.extend(used.targets.iter().flat_map(|t| t.to_be_bytes()));
            self.deflated(id, "", &table)?;
            format!(" {id} 0 R")
        };
        let widths: Vec<String> = used.widths.iter().map(ToString::to_string).collect();
        self.object(
            descendant,
            &format!(
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)\
                 /Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[1[{}]]/CIDToGIDMap{map}>>",
                widths.join(" ")
            ),
        )?;
        self.deflated(unicode, "", to_unicode(&used.chars).as_bytes())?;
        self.object(
            font,
            &format!(
                "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]\
                 /ToUnicode {unicode} 0 R>>"
            ),
        )?;
        Ok(font)
    }

    fn trailer(&mut self, properties: &Properties<'_>, pages: u32) -> Result<(), LettersError> {
        let [profile, metadata, info, catalog] = std::array::from_fn(|_| self.reserve());
        self.deflated(profile, "/N 3", &srgb_profile())?;
        let day = properties.date.format("%Y-%m-%d").to_string();
        let xmp = format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\
             <dc:format>application/pdf</dc:format>\
             <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
             <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\
             <xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>\
             <xmp:CreatorTool>Otvet</xmp:CreatorTool><pdf:Producer>Otvet</pdf:Producer>\
             </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
            xml(properties.title),
            xml(properties.lang),
        );
        self.stream(metadata, "/Type/Metadata/Subtype/XML", xmp.as_bytes(), "")?;
        let stamp = properties.date.format("D:%Y%m%d000000Z").to_string();
        self.object(
            info,
            &format!(
                "<</Title {}/Creator(Otvet)/Producer(Otvet)/CreationDate({stamp})/ModDate({stamp})>>",
                utf16(properties.title)
            ),
        )?;
        let lang: String =
            properties.lang.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        self.object(
            catalog,
            &format!(
                "<</Type/Catalog/Pages {pages} 0 R/Lang({lang})/Metadata {metadata} 0 R\
                 /ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1\
                 /OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]>>"
            ),
        )?;
        let mut id = String::new();
        for byte in &self.hash.clone().finalize()[..16] {
            let _ = write!(id, "{byte:02X}");
        }
        let start = self.written;
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1);
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = write!(
            table,
            "trailer\n<</Size {}/Root {catalog} 0 R/Info {info} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n",
            self.offsets.len() + 1
        );
        self.bytes(table.as_bytes())?;
        self.out.flush()?;
        Ok(())
    }
}

fn font_id(f: Face) -> FontId {
    FontId(format!("F{}", f.index()))
}

/// Six capital letters from the set of characters: two different subsets never carry one name.
fn subset_tag(f: Face, chars: &[char]) -> String {
    let mut hash = Sha256::new();
    hash.update(f.post_script_name());
    for c in chars {
        hash.update(u32::from(*c).to_be_bytes());
    }
    hash.finalize()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
}

fn to_unicode(chars: &[char]) -> String {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)\
         /Supplement 0>> def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\n\
         endcodespacerange\n",
    );
    for (block, chunk) in chars.chunks(100).enumerate() {
        let _ = writeln!(out, "{} beginbfchar", chunk.len());
        for (index, c) in chunk.iter().enumerate() {
            let mut units = [0u16; 2];
            let _ = write!(out, "<{:04X}><", block * 100 + index + 1);
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

/// An sRGB profile (ICC v2, matrix and one shared curve) made from the published numbers of IEC 61966-2-1.
fn srgb_profile() -> Vec<u8> {
    fn s15(value: f64) -> [u8; 4] {
        #[allow(clippy::cast_possible_truncation)]
        let fixed = (value * 65536.0).round() as i32;
        fixed.to_be_bytes()
    }
    fn xyz(values: [f64; 3]) -> Vec<u8> {
        let mut out = b"XYZ \0\0\0\0".to_vec();
        values.iter().for_each(|v| out.extend(s15(*v)));
        out
    }
    let mut description = b"desc\0\0\0\0\0\0\0\x05sRGB\0".to_vec();
    description.resize(12 + 5 + 78, 0);
    let copyright = b"text\0\0\0\0CC0\0".to_vec();
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(256u32.to_be_bytes());
    for i in 0..256u32 {
        let v = f64::from(i) / 255.0;
        let linear = if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        curve.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    // Adapted to D50 (Bradford).
    let parts: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description),
        (b"cprt", copyright),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_1])),
        (b"rTRC", curve),
    ];
    let mut tags: Vec<([u8; 4], usize, usize)> = Vec::new();
    let mut body = Vec::new();
    let start = 128 + 4 + 12 * 9;
    for (tag, data) in &parts {
        tags.push((**tag, start + body.len(), data.len()));
        body.extend_from_slice(data);
        while body.len() % 4 != 0 {
            body.push(0);
        }
    }
    // The three curves are one.
    if let Some((_, offset, length)) = tags.last().copied() {
        tags.push((*b"gTRC", offset, length));
        tags.push((*b"bTRC", offset, length));
    }
    let mut out = vec![0u8; 128];
    let total = u32::try_from(start + body.len()).unwrap_or(0);
    out[0..4].copy_from_slice(&total.to_be_bytes());
    out[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    out[12..24].copy_from_slice(b"mntrRGB XYZ ");
    for (at, value) in [(24usize, 2026u16), (26, 1), (28, 1)] {
        out[at..at + 2].copy_from_slice(&value.to_be_bytes());
    }
    out[36..40].copy_from_slice(b"acsp");
    for (index, value) in [0.9642, 1.0, 0.8249].into_iter().enumerate() {
        out[68 + 4 * index..72 + 4 * index].copy_from_slice(&s15(value));
    }
    out.extend(u32::try_from(tags.len()).unwrap_or(0).to_be_bytes());
    for (tag, offset, length) in tags {
        out.extend_from_slice(&tag);
        out.extend(u32::try_from(offset).unwrap_or(0).to_be_bytes());
        out.extend(u32::try_from(length).unwrap_or(0).to_be_bytes());
    }
    out.extend_from_slice(&body);
    out
}
