//! The embedded faces: metrics, shaping of words with a cache, and the stripped bytes that subsets are cut from.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use harfrust::{Buffer, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, shape};

/// A typeface in one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Face {
    SerifRegular,
    SerifBold,
    SerifItalic,
    SansRegular,
    SansBold,
}

impl Face {
    pub(crate) const ALL: [Self; 5] =
        [Self::SerifRegular, Self::SerifBold, Self::SerifItalic, Self::SansRegular, Self::SansBold];

    pub(crate) fn index(self) -> usize {
        self as usize
    }

    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Self::SerifBold | Self::SansBold)
    }

    pub(crate) fn is_italic(self) -> bool {
        matches!(self, Self::SerifItalic)
    }

    pub(crate) fn is_serif(self) -> bool {
        !matches!(self, Self::SansRegular | Self::SansBold)
    }

    /// PostScript name.
    pub(crate) fn post_script_name(self) -> &'static str {
        match self {
            Self::SerifRegular => "PTSerif-Regular",
            Self::SerifBold => "PTSerif-Bold",
            Self::SerifItalic => "PTSerif-Italic",
            Self::SansRegular => "PTSans-Regular",
            Self::SansBold => "PTSans-Bold",
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::SerifRegular => include_bytes!("../../../../assets/fonts/pdf/PTSerif_400Regular.ttf"),
            Self::SerifBold => include_bytes!("../../../../assets/fonts/pdf/PTSerif_700Bold.ttf"),
            Self::SerifItalic => include_bytes!("../../../../assets/fonts/pdf/PTSerif_400Regular_Italic.ttf"),
            Self::SansRegular => include_bytes!("../../../../assets/fonts/pdf/PTSans_400Regular.ttf"),
            Self::SansBold => include_bytes!("../../../../assets/fonts/pdf/PTSans_700Bold.ttf"),
        }
    }
}

/// What the page and the font descriptor need of a face. Lengths in 1/1000 em.
pub(crate) struct FaceData {
    font: Font,
    /// Without instructions and without the tables that a PDF does not need: half the size of a subset.
    pub(crate) stripped: Vec<u8>,
    pub(crate) ascent: i32,
    pub(crate) descent: i32,
    pub(crate) cap_height: i32,
    pub(crate) bbox: [i32; 4],
    /// Degrees, counter-clockwise.
    pub(crate) italic_angle: i32,
    /// Glyph shown where the face has none for a character.
    pub(crate) substitute: u16,
}

static FACES: OnceLock<Vec<FaceData>> = OnceLock::new();

/// The face, parsed once.
pub(crate) fn face(face: Face) -> &'static FaceData {
    &FACES.get_or_init(|| Face::ALL.iter().map(|f| FaceData::load(f.bytes())).collect())[face.index()]
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn be16i(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from(i16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Directory of an sfnt: tag and content of each table.
fn tables(sfnt: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    let count = usize::from(be16(sfnt, 4)?);
    (0..count)
        .map(|i| {
            let at = 12 + 16 * i;
            let tag: [u8; 4] = sfnt.get(at..at + 4)?.try_into().ok()?;
            let (offset, length) = (be32(sfnt, at + 8)? as usize, be32(sfnt, at + 12)? as usize);
            Some((tag, sfnt.get(offset..offset.checked_add(length)?)?))
        })
        .collect()
}

/// Tables that only a screen rasteriser, a file manager or a shaper needs.
const DROPPED: &[&[u8; 4]] = &[
    b"fpgm", b"prep", b"cvt ", b"hdmx", b"gasp", b"name", b"post", b"LTSH", b"VDMX", b"DSIG", b"GPOS",
    b"GSUB", b"GDEF", b"kern",
];

/// The font without hinting instructions and without [`DROPPED`]. `None` if it is not a plain TrueType font.
fn strip(sfnt: &[u8]) -> Option<Vec<u8>> {
    let all = tables(sfnt)?;
    let table = |tag: &[u8; 4]| all.iter().find(|(t, _)| t == tag).map(|(_, b)| *b);
    let (head, loca, glyf) = (table(b"head")?, table(b"loca")?, table(b"glyf")?);
    let glyphs = usize::from(be16(table(b"maxp")?, 4)?);
    let long = be16(head, 50)? == 1;
    let offset = |i: usize| -> Option<usize> {
        if long { Some(be32(loca, i * 4)? as usize) } else { Some(usize::from(be16(loca, i * 2)?) * 2) }
    };
    let mut new_glyf = Vec::with_capacity(glyf.len());
    let mut new_loca = Vec::with_capacity((glyphs + 1) * 4);
    for i in 0..glyphs {
        new_loca.extend_from_slice(&u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
        let glyph = glyf.get(offset(i)?..offset(i + 1)?)?;
        if glyph.is_empty() {
            continue;
        }
        let contours = be16i(glyph, 0)?;
        if contours >= 0 {
            let ends = 10 + 2 * usize::try_from(contours).ok()?;
            let instructions = usize::from(be16(glyph, ends)?);
            new_glyf.extend_from_slice(glyph.get(..ends)?);
            new_glyf.extend_from_slice(&[0, 0]);
            new_glyf.extend_from_slice(glyph.get(ends + 2 + instructions..)?);
        } else {
            let mut at = 10;
            let start = new_glyf.len();
            new_glyf.extend_from_slice(glyph);
            loop {
                let flags = be16(glyph, at)?;
                let cleared = (flags & !0x0100).to_be_bytes();
                new_glyf.get_mut(start + at..start + at + 2)?.copy_from_slice(&cleared);
                at += 4 + if flags & 1 == 0 { 2 } else { 4 };
                at += match (flags & 0x0008, flags & 0x0040, flags & 0x0080) {
                    (0, 0, 0) => 0,
                    (0, 0, _) => 8,
                    (0, _, _) => 4,
                    _ => 2,
                };
                if flags & 0x0020 == 0 {
                    break;
                }
            }
            new_glyf.truncate(start + at);
        }
        while new_glyf.len() % 4 != 0 {
            new_glyf.push(0);
        }
    }
    new_loca.extend_from_slice(&u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
    let mut new_head = head.to_vec();
    new_head.get_mut(50..52)?.copy_from_slice(&[0, 1]);

    let kept: Vec<([u8; 4], Vec<u8>)> = all
        .iter()
        .filter(|(tag, _)| !DROPPED.contains(&tag))
        .map(|(tag, bytes)| {
            let bytes = match tag {
                b"glyf" => new_glyf.clone(),
                b"loca" => new_loca.clone(),
                b"head" => new_head.clone(),
                _ => bytes.to_vec(),
            };
            (*tag, bytes)
        })
        .collect();
    let count = u16::try_from(kept.len()).ok()?;
    let power = 1u16 << count.ilog2();
    let mut out = vec![0, 1, 0, 0];
    for value in [count, power * 16, u16::try_from(count.ilog2()).ok()?, (count - power) * 16] {
        out.extend_from_slice(&value.to_be_bytes());
    }
    let mut at = 12 + 16 * kept.len();
    for (tag, bytes) in &kept {
        out.extend_from_slice(tag);
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&u32::try_from(at).ok()?.to_be_bytes());
        out.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_be_bytes());
        at += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in &kept {
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    Some(out)
}

impl FaceData {
    fn load(bytes: &'static [u8]) -> Self {
        let font = Font::new(bytes, 0).expect("an embedded face is a TrueType font (held by a test)");
        let all = tables(bytes).unwrap_or_default();
        let table = |tag: &[u8; 4]| all.iter().find(|(t, _)| t == tag).map_or(&[][..], |(_, b)| *b);
        let em = i32::from(font.units_per_em()).max(1);
        let scaled = |value: Option<i32>, otherwise: i32| value.map_or(otherwise, |v| v * 1000 / em);
        let (head, hhea, os2, post) = (table(b"head"), table(b"hhea"), table(b"OS/2"), table(b"post"));
        let map = font.charmap();
        let substitute = ['\u{25a1}', '\u{25ca}', '?']
            .iter()
            .find_map(|c| map.map_unicode(*c))
            .and_then(|g| u16::try_from(g.to_u32()).ok())
            .unwrap_or(1);
        Self {
            stripped: strip(bytes).unwrap_or_else(|| bytes.to_vec()),
            ascent: scaled(be16i(hhea, 4), 1000),
            descent: scaled(be16i(hhea, 6), -250),
            cap_height: scaled(be16i(os2, 88), 700),
            bbox: [36, 38, 40, 42].map(|at| scaled(be16i(head, at), 0)),
            italic_angle: be16i(post, 4).unwrap_or(0),
            substitute,
            font,
        }
    }
}

/// A shaped word: its characters and how far each one carries the pen, in 1/1000 em, kerning included.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) chars: Vec<char>,
    pub(crate) advances: Vec<i32>,
}

impl Shaped {
    pub(crate) fn width(&self, from: usize, to: usize) -> i32 {
        self.advances.get(from..to).unwrap_or_default().iter().sum()
    }
}

/// Glyph and advance (1/1000 em) of a character; `shown` is false where a substitute stands for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nominal {
    pub(crate) glyph: u16,
    pub(crate) advance: i32,
    shown: bool,
}

/// Words are kept up to this number; beyond it the cache starts anew.
const CACHE_LIMIT: usize = 20_000;
/// Longer words are not worth keeping, and shaping them whole is not worth the time.
const CACHED_WORD: usize = 40;

/// Shapes words, one for each thread.
pub(crate) struct Shaper {
    fonts: Vec<(ShaperFont<'static, 'static>, ShapePlan)>,
    nominal: Vec<HashMap<char, Nominal>>,
    buffer: Buffer,
    words: HashMap<(Face, String), Rc<Shaped>>,
}

impl Shaper {
    pub(crate) fn new() -> Self {
        let features = [Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)];
        let fonts = Face::ALL
            .iter()
            .map(|f| {
                let font = &face(*f).font;
                let plan =
                    ShapePlan::new(font, Direction::LeftToRight, Some(Script::CYRILLIC), None, &features);
                (ShaperFont::new(font), plan)
            })
            .collect();
        Self {
            fonts,
            nominal: vec![HashMap::new(); Face::ALL.len()],
            buffer: Buffer::new(),
            words: HashMap::new(),
        }
    }

    pub(crate) fn nominal(&mut self, f: Face, c: char) -> Nominal {
        if let Some(known) = self.nominal[f.index()].get(&c) {
            return *known;
        }
        let data = face(f);
        let glyph = data.font.charmap().map_unicode(c).and_then(|g| u16::try_from(g.to_u32()).ok());
        let shown = glyph.is_some();
        let glyph = glyph.unwrap_or(data.substitute);
        let em = i32::from(data.font.units_per_em()).max(1);
        let advance = self.fonts[f.index()].0.glyph_h_advance(u32::from(glyph).into()) * 1000 / em;
        let nominal = Nominal { glyph, advance, shown };
        let known = &mut self.nominal[f.index()];
        if known.len() < CACHE_LIMIT {
            known.insert(c, nominal);
        }
        nominal
    }

    /// Shapes one word (no spaces). A word that the face cannot shape one glyph a character (missing characters,
    /// marks) is set by its nominal glyphs without kerning.
    pub(crate) fn word(&mut self, f: Face, text: &str) -> Rc<Shaped> {
        let cached = text.len() <= CACHED_WORD * 2 && !text.bytes().any(|b| b.is_ascii_digit());
        if cached && let Some(known) = self.words.get(&(f, text.to_owned())) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape(f, text));
        if cached {
            if self.words.len() >= CACHE_LIMIT {
                self.words.clear();
            }
            self.words.insert((f, text.to_owned()), Rc::clone(&shaped));
        }
        shaped
    }

    fn shape(&mut self, f: Face, text: &str) -> Shaped {
        let chars: Vec<char> = text.chars().collect();
        let nominals: Vec<Nominal> = chars.iter().map(|c| self.nominal(f, *c)).collect();
        let plain = |nominals: &[Nominal]| nominals.iter().map(|n| n.advance).collect();
        if chars.len() > 512 || nominals.iter().any(|n| !n.shown) {
            return Shaped { advances: plain(&nominals), chars };
        }
        let em = i32::from(face(f).font.units_per_em()).max(1);
        self.buffer.clear();
        self.buffer.push_str(text);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(Some(Script::CYRILLIC));
        let (font, plan) = &self.fonts[f.index()];
        let done = shape(font, &mut self.buffer, ShapeOptions::new().plan(Some(plan)));
        let (infos, places) = (self.buffer.glyph_infos(), self.buffer.glyph_positions());
        let faithful = done.is_ok()
            && infos.len() == chars.len()
            && infos.iter().zip(&nominals).all(|(i, n)| i.glyph_id == u32::from(n.glyph))
            && places.iter().all(|p| p.x_offset == 0 && p.y_offset == 0);
        if !faithful {
            return Shaped { advances: plain(&nominals), chars };
        }
        Shaped { advances: places.iter().map(|p| p.x_advance * 1000 / em).collect(), chars }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_faces_are_whole_and_stripped() {
        for f in Face::ALL {
            let data = face(f);
            assert!(
                data.stripped.len() < f.bytes().len() * 2 / 3,
                "{f:?} {} of {}",
                data.stripped.len(),
                f.bytes().len()
            );
            assert!(data.ascent > 700 && data.descent < -150 && data.cap_height > 600, "{f:?}");
            let mut shaper = Shaper::new();
            for c in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЁ0123456789№₽«»„“—–§×%@/\u{a0}\u{ad} abcXYZ".chars()
            {
                assert!(shaper.nominal(f, c).shown, "{f:?} has no {c:?}");
            }
            assert!(
                subsetter::subset(
                    &data.stripped,
                    0,
                    &subsetter::GlyphRemapper::new_from_glyphs(&[3, 40, 300])
                )
                .is_ok()
            );
        }
        assert_eq!(face(Face::SerifItalic).italic_angle.signum(), -1);
    }

    #[test]
    fn kerning_is_applied_and_missing_characters_are_substituted() {
        let mut shaper = Shaper::new();
        let pair = shaper.word(Face::SerifRegular, "Та");
        let plain: i32 = "Та".chars().map(|c| shaper.nominal(Face::SerifRegular, c).advance).sum();
        assert!(pair.width(0, 2) < plain, "{} {plain}", pair.width(0, 2));
        let foreign = shaper.word(Face::SerifRegular, "日本");
        assert_eq!(foreign.chars, ['日', '本']);
        assert!(foreign.width(0, 2) > 0);
    }
}
