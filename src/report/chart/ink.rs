//! Colours of pictures.

/// A colour of the 256 that terminals number alike (the palette of xterm: 16 to 231 are a cube of six steps a channel, 232 to 255
/// greys).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ink(u8);

/// The colours of Okabe and Ito, "Color Universal Design" (2008), which people with any kind of colour vision tell apart, as the
/// nearest of the 256; black, which is the ground of many terminals, is left out.
const SERIES: [u8; 7] = [74, 214, 36, 166, 25, 175, 227];
/// What is summed or left over.
const OTHERS: u8 = 246;
/// What is below zero: the vermilion of the same palette.
const NEGATIVE: u8 = 166;
/// Steps of a channel in the cube.
const CUBE: [i32; 6] = [0, 95, 135, 175, 215, 255];
/// Colours by name, as people write them for a category.
const NAMES: [(&str, u8); 17] = [
    ("red", 160),
    ("green", 34),
    ("blue", 25),
    ("yellow", 227),
    ("orange", 214),
    ("purple", 97),
    ("violet", 97),
    ("pink", 175),
    ("magenta", 163),
    ("cyan", 44),
    ("teal", 36),
    ("brown", 130),
    ("grey", 246),
    ("gray", 246),
    ("white", 231),
    ("black", 16),
    ("lime", 118),
];

impl Ink {
    /// How many series have a colour of their own.
    pub const SERIES_MAX: usize = SERIES.len();

    /// The colour of a series, counted from 0; they begin again where there are more than [`Ink::SERIES_MAX`].
    #[must_use]
    pub const fn series(index: usize) -> Self {
        Self(SERIES[index % SERIES.len()])
    }

    /// The colour of what is summed from several.
    #[must_use]
    pub const fn others() -> Self {
        Self(OTHERS)
    }

    /// The colour of what is below zero.
    #[must_use]
    pub const fn negative() -> Self {
        Self(NEGATIVE)
    }

    /// The colour that a category was given: by an English name, or the nearest to `#rrggbb`. `None` for anything else: the text is
    /// the user's and may say what it likes.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            let is_plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let value = u32::from_str_radix(digits, 16).ok().filter(|_| is_plain)?;
            let [_, red, green, blue] = value.to_be_bytes();
            return Some(Self::nearest([red, green, blue]));
        }
        NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, number)| Self(*number))
    }

    /// The nearest colour of the cube.
    fn nearest(channels: [u8; 3]) -> Self {
        let step = |channel: u8| {
            let distance = |level: &i32| (i32::from(channel) - level).abs();
            let near = CUBE.iter().enumerate().min_by_key(|(_, level)| distance(level));
            near.map_or(0, |(index, _)| u8::try_from(index).unwrap_or(0))
        };
        let [red, green, blue] = channels.map(step);
        Self(16 + 36 * red + 6 * green + blue)
    }

    /// Its number among the 256.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_colour_is_read_by_name_and_by_its_channels() {
        assert_eq!(Ink::named(" Blue ").map(Ink::number), Some(25));
        assert_eq!(Ink::named("#ff0000").map(Ink::number), Some(196));
        assert_eq!(Ink::named("#FFFFFF").map(Ink::number), Some(231));
        assert_eq!(Ink::named("#000000").map(Ink::number), Some(16));
        assert_eq!(Ink::named("#5fafd7").map(Ink::number), Some(74));
        for text in ["", "#fff", "#12345g", "#+12345", "mauve", "\u{1b}[31m", "#ééé"] {
            assert_eq!(Ink::named(text), None, "{text:?}");
        }
    }

    #[test]
    fn no_two_series_have_the_same_colour() {
        let numbers: std::collections::HashSet<u8> =
            (0..Ink::SERIES_MAX).map(|index| Ink::series(index).number()).chain([OTHERS]).collect();
        assert_eq!(numbers.len(), Ink::SERIES_MAX + 1);
    }
}
