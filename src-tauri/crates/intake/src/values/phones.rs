//! Telephones in all the usual spellings, to E.164. Our own for Russian numbers: the library for all countries turns
//! 8-800-… into a foreign one.

use crate::Cell;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    Mobile,
    Landline,
    TollFree,
    Foreign,
}

/// One telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// `+79161234567`
    pub e164: String,
    pub extension: Option<String>,
    pub kind: PhoneKind,
}

/// Why a cell gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// `7,9E+10`: Excel kept the first figures only; they must not be made up.
    DigitsLost,
    /// Something is there, and it is no number.
    NotAPhone,
}

/// `7,91612E+10`, `7.9E+10`.
fn scientific(text: &str) -> bool {
    let t =
        text.trim().trim_start_matches(['\'', '+']).replace(',', ".").to_ascii_uppercase().replace('Е', "E");
    let Some((mantissa, exponent)) = t.split_once("E+").or_else(|| t.split_once('E')) else { return false };
    !mantissa.is_empty()
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
        && mantissa.chars().any(|c| c.is_ascii_digit())
        && (1..=2).contains(&exponent.len())
        && exponent.chars().all(|c| c.is_ascii_digit())
}

/// Telephones of a cell.
///
/// # Errors
/// See [`PhoneProblem`]; an empty cell gives an empty list.
pub fn parse_phones_cell(cell: &Cell) -> Result<Vec<Phone>, PhoneProblem> {
    match cell {
        Cell::Empty => Ok(Vec::new()),
        Cell::Number(n) if n.fract() != 0.0 && *n >= 1e9 => Err(PhoneProblem::DigitsLost),
        // A serial number kept as 7.9E+10 exactly has lost its figures: eight zeros at the end are no telephone.
        Cell::Number(n) if *n >= 1e9 && (n % 1e7 == 0.0) => Err(PhoneProblem::DigitsLost),
        Cell::Number(_) => parse_phones(&cell.text()),
        Cell::Text(text) => parse_phones(text),
        Cell::Bool(_) | Cell::DateTime(_) | Cell::Duration(_) | Cell::Error(_) => {
            Err(PhoneProblem::NotAPhone)
        }
    }
}

/// Telephones of a text: several may stand in it.
///
/// # Errors
/// See [`PhoneProblem`]; a text without any (also «Аноним» and internal numbers) gives an empty list.
pub fn parse_phones(text: &str) -> Result<Vec<Phone>, PhoneProblem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Vec::new());
    }
    if scientific(trimmed) {
        return Err(PhoneProblem::DigitsLost);
    }
    let mut found: Vec<Phone> = Vec::new();
    let mut odd = false;
    for part in trimmed.split([',', ';', '/', '\n', '\r', '|']) {
        match one(part) {
            Part::Phone(phone) => {
                if !found.iter().any(|known| known.e164 == phone.e164) {
                    found.push(phone);
                }
            }
            Part::Extension(extension) => {
                if let Some(last) = found.last_mut()
                    && last.extension.is_none()
                {
                    last.extension = Some(extension);
                }
            }
            Part::Nothing => {}
            Part::Odd => odd = true,
        }
    }
    if found.is_empty() && odd { Err(PhoneProblem::NotAPhone) } else { Ok(found) }
}

enum Part {
    Phone(Phone),
    Extension(String),
    Nothing,
    Odd,
}

fn one(part: &str) -> Part {
    let mut part = part.trim().trim_start_matches('\'').to_lowercase();
    // "Name" <79161234567>
    if let (Some(open), Some(close)) = (part.find('<'), part.rfind('>'))
        && open < close
    {
        part = part.get(open + 1..close).unwrap_or_default().to_owned();
    }
    for prefix in ["sip:", "tel:", "callto:"] {
        part = part.trim_start_matches(prefix).to_owned();
    }
    if let Some((user, _)) = part.split_once('@') {
        part = user.to_owned();
    }
    let mut extension = None;
    for mark in ["доб.", "доб", "вн.", "внутр.", "ext.", "ext", "#", "x"] {
        if let Some((number, rest)) = part.clone().split_once(mark) {
            let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
            if (1..=6).contains(&digits.len()) && number.chars().any(|c| c.is_ascii_digit()) {
                extension = Some(digits);
                part = number.to_owned();
                break;
            }
        }
    }
    // A comment in brackets that holds no figures: «(мама)».
    let mut bare = String::new();
    let mut rest = part.as_str();
    while let Some(open) = rest.find('(') {
        bare.push_str(rest.get(..open).unwrap_or_default());
        let tail = rest.get(open..).unwrap_or_default();
        match tail.find(')') {
            Some(close) => {
                let inside = tail.get(1..close).unwrap_or_default();
                if inside.chars().any(|c| c.is_ascii_digit()) {
                    bare.push_str(inside);
                }
                rest = tail.get(close + 1..).unwrap_or_default();
            }
            None => {
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    bare.push_str(rest);
    let plus = bare.trim_start().starts_with('+') || bare.trim_start().starts_with("00");
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let e164 = match digits.len() {
        0 => return Part::Nothing,
        1..=6 if digits.len() == bare.trim().len() => return Part::Extension(digits),
        1..=6 => return Part::Nothing,
        10 if !plus && digits.starts_with(['3', '4', '5', '8', '9']) => format!("+7{digits}"),
        11 if digits.starts_with('7') || (digits.starts_with('8') && !plus) => {
            format!("+7{}", digits.get(1..).unwrap_or_default())
        }
        _ if plus && (8..=15).contains(&digits.len()) => format!("+{}", digits.trim_start_matches("00")),
        12..=17 if digits.starts_with("810") => format!("+{}", digits.get(3..).unwrap_or_default()),
        // Former Soviet countries are often written without a plus.
        12 if digits.starts_with("375")
            || digits.starts_with("380")
            || digits.starts_with("998")
            || digits.starts_with("996") =>
        {
            format!("+{digits}")
        }
        _ => return Part::Odd,
    };
    if letters > 12 {
        return Part::Odd;
    }
    let national = e164.get(2..).unwrap_or_default();
    let kind = if !e164.starts_with("+7") || e164.len() != 12 {
        PhoneKind::Foreign
    } else if national.starts_with('9') {
        PhoneKind::Mobile
    } else if national.starts_with("800") {
        PhoneKind::TollFree
    } else {
        PhoneKind::Landline
    };
    Part::Phone(Phone { e164, extension, kind })
}

/// `+7 916 123-45-67`; a foreign number as it is.
#[must_use]
pub fn phone_display(e164: &str) -> String {
    let part = |from: usize, to: usize| e164.get(from..to).unwrap_or_default();
    if e164.starts_with("+7") && e164.len() == 12 {
        format!("+7 {} {}-{}-{}", part(2, 5), part(5, 8), part(8, 10), part(10, 12))
    } else {
        e164.to_owned()
    }
}

/// Whether a cell holds a telephone.
#[must_use]
pub fn looks_like_phone(cell: &Cell) -> bool {
    match cell {
        Cell::Number(n) => (7e9..9e10).contains(n),
        Cell::Text(text) => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            scientific(text)
                || (digits >= 10
                    && letters <= 12
                    && !crate::values::looks_like_date(cell)
                    && parse_phones(text).is_ok_and(|p| !p.is_empty()))
        }
        _ => false,
    }
}
