//! Text as rules compare it.

/// Lower case, ё as е.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}
