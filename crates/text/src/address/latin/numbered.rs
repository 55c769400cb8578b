//! What a word numbers: rooms, floors, blocks, boxes; and postcodes.

use super::{
    super::{Address, part::without_zeros},
    tokens::{Token, is_name},
};

/// Rooms, floors, boxes and blocks: what a word numbers.
pub(super) fn numbered(tokens: &mut [Token], address: &mut Address) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].used {
            at += 1;
            continue;
        }
        let says = tokens[at].says;
        if let Some(floor) = tokens[at].floor().map(without_zeros) {
            address.floor.get_or_insert(floor);
            tokens[at].used = true;
        } else if let Some(after) = box_word(tokens, at) {
            if let Some(number) = tokens.get(after).filter(|token| token.has_digit()) {
                address.po_box.get_or_insert(without_zeros(&number.text));
                tokens[at..=after].iter_mut().for_each(|token| token.used = true);
            }
        } else if says.room {
            rooms(tokens, at, address);
        } else if says.floor {
            floor(tokens, at, address);
        } else if says.building.is_some() {
            block(tokens, at, address);
        }
        at += 1;
    }
}

/// `P.O. Box`, `PO Box`, `POB`, `Postbox`: the index of what follows.
fn box_word(tokens: &[Token], at: usize) -> Option<usize> {
    let text = |n: usize| tokens.get(at + n).map_or("", |token| token.text.as_str());
    let length = match (text(0), text(1), text(2)) {
        ("p", "o", "box") => 3,
        ("po" | "post" | "postal", "box", _) => 2,
        ("pob" | "pobox" | "postbox", ..) => 1,
        ("box", ..) => 1,
        _ => return None,
    };
    let number_sign = usize::from(tokens.get(at + length).is_some_and(|token| token.says.number));
    Some(at + length + number_sign)
}

fn rooms(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let mut next = at + 1;
    // Flat/Rm 33, Room No. 5.
    while tokens.get(next).is_some_and(|token| token.part == part && (token.says.room || token.says.number)) {
        // In "Unit D" the letter is the room, in "Unit d. 5" it is a sign.
        let digit_follows = tokens.get(next + 1).is_some_and(|token| token.part == part && token.has_digit());
        if tokens[next].text.len() == 1 && !digit_follows {
            break;
        }
        next += 1;
    }
    let mut found = false;
    while let Some(token) =
        tokens.get(next).filter(|token| !token.used && token.is_number() && token.floor().is_none())
    {
        if !found && token.part > part + 1 || found && token.part > part {
            break;
        }
        let text = token.text.clone();
        address.add_room(&text);
        tokens[at..=next].iter_mut().for_each(|token| token.used = true);
        found = true;
        // 801-803 and 805
        let joins = tokens
            .get(next + 1)
            .is_some_and(|token| matches!(token.text.as_str(), "and" | "to") && token.part == part);
        if !joins {
            break;
        }
        next += 2;
    }
    if !found && next < tokens.len() {
        // A sales office, a representative office: no room.
        tokens[at].used = true;
    }
}

fn floor(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let before = at.checked_sub(1).filter(|before| tokens[*before].part == part && !tokens[*before].used);
    let value = |token: &Token| {
        token.ordinal().map(|number| if number == 0 { "g".to_owned() } else { number.to_string() }).or_else(
            || {
                let text = token.text.as_str();
                (token.is_number() && (token.has_digit() || text == "g")).then(|| without_zeros(text))
            },
        )
    };
    let ordinal = before.filter(|before| tokens[*before].ordinal().is_some());
    let after = (at + 1 < tokens.len() && tokens[at + 1].part == part)
        .then_some(at + 1)
        .map(|after| if tokens[after].says.number && after + 1 < tokens.len() { after + 1 } else { after });
    let after = after.filter(|after| tokens[*after].is_number() && tokens[*after].has_digit());
    let before = before.filter(|before| tokens[*before].is_number());
    for place in [ordinal, after, before].into_iter().flatten() {
        if let Some(floor) = value(&tokens[place]).filter(|_| !tokens[place].used) {
            address.floor.get_or_insert(floor);
            tokens[place].used = true;
            tokens[at].used = true;
            return;
        }
    }
    tokens[at].used = true;
}

/// Building 7, Block A, Tower No. 2, No. 5 Building; a word with a name before it is left for [`named`].
fn block(tokens: &mut [Token], at: usize, address: &mut Address) {
    let part = tokens[at].part;
    let here = |token: Option<&Token>| token.is_some_and(|token| token.part == part && !token.used);
    let mut after = at + 1;
    if here(tokens.get(after)) && tokens[after].says.number {
        after += 1;
    }
    let named = at > 0 && here(tokens.get(at - 1)) && is_name(&tokens[at - 1]);
    let fits = here(tokens.get(after)) && tokens[after].is_number() && tokens[after].floor().is_none();
    // "Lockhart Centre 301-307, Lockhart Road": after a name the number is the street's unless a word says otherwise.
    let short = fits && tokens[after].text.len() <= 4 && !tokens[after].text.contains('/');
    let followed_by_name = tokens.get(after + 1).is_some_and(|token| token.part == part && is_name(token));
    if short && (!named || after > at + 1)
        || short && named && !tokens[after].has_digit() && !followed_by_name
    {
        let text = without_zeros(&tokens[after].text);
        address.block.get_or_insert(text);
        tokens[after].used = true;
        if after > at + 1 {
            tokens[after - 1].used = true;
        }
        if !named {
            tokens[at].used = true;
        }
        return;
    }
    let before = at > 0
        && here(tokens.get(at - 1))
        && (tokens[at - 1].is_number() || tokens[at - 1].ordinal_in_digits().is_some());
    if before {
        let text = tokens[at - 1]
            .ordinal_in_digits()
            .map_or_else(|| without_zeros(&tokens[at - 1].text), |n| n.to_string());
        address.block.get_or_insert(text);
        tokens[at - 1].used = true;
        tokens[at].used = true;
        if at > 1 && here(tokens.get(at - 2)) && tokens[at - 2].says.number {
            tokens[at - 2].used = true;
        }
    }
}

/// Numbers of five or six digits that stand alone, and the British and Canadian kind.
pub(super) fn postcodes(tokens: &mut [Token], address: &mut Address) {
    let british = |text: &str| {
        let bytes = text.as_bytes();
        (2..=4).contains(&bytes.len())
            && bytes[0].is_ascii_alphabetic()
            && bytes[1..].iter().any(u8::is_ascii_digit)
    };
    let inward = |text: &str| text.len() == 3 && text.as_bytes()[0].is_ascii_digit();
    for at in (0..tokens.len()).rev() {
        if tokens[at].used || at == 0 {
            continue;
        }
        let text = tokens[at].text.replace('-', "");
        // 253-261 is a range of houses; 100-0005 and 13976-13511 are postcodes.
        if text.len() < 7 && text.len() < tokens[at].text.len() {
            continue;
        }
        let (part, digits) = (tokens[at].part, text.bytes().all(|b| b.is_ascii_digit()));
        let alone = tokens[at - 1].part != part;
        let last = tokens.get(at + 1).is_none_or(|next| next.part != part);
        let marked = tokens[at - 1].says.number;
        if digits
            && (5..=9).contains(&text.len())
            && last
            && !marked
            && (alone || text.len() == 6 || at + 1 == tokens.len())
        {
            address.postcode.get_or_insert(text);
            tokens[at].used = true;
        } else if inward(&tokens[at].text) && !digits && !alone && british(&tokens[at - 1].text) {
            address.postcode.get_or_insert(format!("{}{}", tokens[at - 1].text, tokens[at].text));
            tokens[at].used = true;
            tokens[at - 1].used = true;
        }
    }
}
