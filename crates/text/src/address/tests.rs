//! Addresses as lists, registers and people write them; the companies behind them are left out.

use super::*;
use proptest::prelude::*;

fn check(text: &str, country: &str, expect: &str) {
    assert_eq!(parse(text, Some(country)).normal_form(), expect, "{text}");
}

fn check_meeting(a: &str, b: &str, expect: Meeting) {
    let (one, other) = (parse(a, None), parse(b, None));
    assert_eq!(meet(&one, &other), expect, "\n{a}\n  {one:#?}\n{b}\n  {other:#?}");
    assert_eq!(meet(&other, &one), expect, "the other way round: {a} / {b}");
    if expect >= Meeting::Building {
        let keys = one.keys();
        assert!(
            other.keys().iter().any(|key| keys.contains(key)),
            "no key in common: {a} / {b}\n{keys:?}\n{:?}",
            other.keys()
        );
    }
}

#[test]
fn an_address_is_taken_apart_to_the_room() {
    for (text, country, expect) in [
        (
            "Unit 04, 7/F, Bright Way Tower, No. 33 Mong Kok Rd",
            "HK",
            "room 4, floor 7, brightway, 33 mong kok road, hong kong, HK",
        ),
        (
            "Room 1701, 17/F, Henan Building, 90 Jaffe Road, Wanchai, Hong Kong",
            "CN",
            "room 1701, floor 17, henan, 90 jaffe road, hong kong, wan chai, HK",
        ),
        (
            "No. 15 Haitai Huake Street, Huayuan Industrial Zone, Tianjin",
            "CN",
            "15 haitai huake street, tianjin, huayuan industrial, CN",
        ),
        (
            "Unit D, 16/F Sample Tower, 18 Luard Rd, Wan Chai",
            "HK",
            "room d, floor 16, sample, 18 luard road, hong kong, wan chai, HK",
        ),
        ("P.O. Box 42340, Dubai", "AE", "po box 42340, dubai, AE"),
        ("25 Makaenka St., Minsk, 220114", "BY", "25 makaenka street, minsk, 220114, BY"),
        (
            "Ul. Akademika Pavlova, d. 14-A, Saint Petersburg, 197376",
            "RU",
            "14-a akademika pavlova street, saint petersburg, 197376, RU",
        ),
        (
            "天津市滨海高新区华苑产业园区海泰华科大街15号1-3层",
            "CN",
            "floor 1-3, 15 海泰华科大街, 华苑产业园区, 滨海高新区, 天津, CN",
        ),
        (
            "北京市海淀区学院路甲5号2号楼3层301室",
            "CN",
            "room 301, floor 3, block 2, 5-a 学院路, 海淀, 北京, CN",
        ),
        ("哈尔滨市南岗区先锋路４６９号１１栋", "CN", "block 11, 469 先锋路, 南岗, 哈尔滨, CN"),
        ("郑州市金水区二环支路10号附5号", "CN", "10-5 二环支路, 金水, 郑州, CN"),
        ("成都市成华区玉双路3号401、402房", "CN", "room 401, 3 玉双路, 成华, 成都, CN"),
        (
            "上海市杨浦区国权北路65弄3号楼二单元五层",
            "CN",
            "floor 5, entrance 2, block 3, 65 国权北路, 杨浦, 上海, CN",
        ),
    ] {
        check(text, country, expect);
    }
}

#[test]
fn one_address_meets_itself_however_it_is_written() {
    for (a, b, expect) in [
        (
            "海泰华科大街15号, 天津市",
            "No. 15 Haitai Huake Street, Huayuan Industrial Zone, Tianjin",
            Meeting::Building,
        ),
        ("北京市海淀区学院路37号", "37 Xue Yuan Road, Beijing", Meeting::Building),
        ("上海市黄浦区中山东一路12号", "12 Zhongshan East 1st Road, Shanghai", Meeting::Building),
        ("武汉市高新二路8号", "No. 8 Gaoxin Second Road, Wuhan", Meeting::Building),
        ("西安市高新区科技路195号1206室", "Room 1206, No. 195 Keji Road, Xi'an, Shaanxi", Meeting::Room),
        ("西安市科技路195号", "195 Technology Road, Xian, China", Meeting::Building),
        (
            "香港湾仔骆克道301-307号19C室",
            "Room 19C Lockhart Centre 301-307, Lockhart Rd. Wan Chai, Hong Kong",
            Meeting::Room,
        ),
        (
            "香港九龍旺角花園街2-16號好景商業中心16樓1605室",
            "Rm 1605, 16/F Ho King Comm Ctr, 2-16 Fa Yuen Street, Mongkok, KL, Hong Kong",
            Meeting::Room,
        ),
        (
            "7/F MW Tower, 111 Bonham Strand, Sheung Wan, Hong Kong",
            "7th Floor, M.W. Tower, No 111 Bonham Strand, Hong Kong",
            Meeting::Floor,
        ),
        (
            "Room 803, Chevalier House 45-51, Chatham Road South, Tsim Sha Tsui, Hong Kong",
            "Rm 803 Chevalier House, 47 Chatham Rd. S., TST, Hong Kong",
            Meeting::Room,
        ),
        (
            "Room 1318-19, 13F, Hollywood Plaza, 610 Nathan Road, Hong Kong",
            "Unit 1319, Hollywood Plaza, 610 Nathan Rd, Mong Kok, Hong Kong",
            Meeting::Room,
        ),
        ("ул. Ленина, д. 5, Москва", "Lenina Street 5, Moscow", Meeting::Building),
        (
            "Dubininskaya Street, 57/2, Office 306, Moscow, 115054",
            "57/2 Dubininskaya St, office 306, Moscow",
            Meeting::Room,
        ),
    ] {
        check_meeting(a, b, expect);
    }
}

#[test]
fn streets_of_one_name_are_told_apart_by_what_they_are_where_it_is_not_translated() {
    let apart = [
        ("28 Garden Road, Central, Hong Kong", "28 Garden Street, Central, Hong Kong"),
        ("香港中环花园道28号", "香港中环花园街28号"),
        ("28 Garden Road, Central, Hong Kong", "香港中环花园街28号"),
        ("杭州市西湖区青岚路28号", "杭州市西湖区青岚街28号"),
        ("12 Orchard Avenue, Leeds, United Kingdom", "12 Orchard Close, Leeds, United Kingdom"),
    ];
    let one = [
        ("28 Garden Road, Central, Hong Kong", "28 Garden Rd., Central, Hong Kong"),
        ("杭州市西湖区青岚街28号", "杭州市西湖区青岚大街28号"),
        (
            "No. 28 Qinglan Road, Xihu District, Hangzhou, China",
            "No. 28 Qinglan Street, Xihu District, Hangzhou, China",
        ),
        ("杭州市西湖区青岚大道28号", "No. 28 Qinglan Road, Xihu District, Hangzhou, China"),
        // One of them does not say what it is.
        ("28 Garden, Central, Hong Kong", "28 Garden Road, Central, Hong Kong"),
    ];
    let meeting = |(a, b): (&str, &str)| meet(&parse(a, None), &parse(b, None));
    for pair in apart {
        assert!(meeting(pair) <= Meeting::District, "{pair:?}: {:?}", meeting(pair));
    }
    for pair in &one[..4] {
        assert_eq!(meeting(*pair), Meeting::Building, "{pair:?}");
    }
    assert!(meeting(one[4]) >= Meeting::District, "{:?}", meeting(one[4]));
}

#[test]
fn desks_of_one_room_are_not_a_range_of_rooms() {
    let at = |room: &str| parse(&format!("杭州市西湖区青岚路28号云栖大厦{room}室"), None);
    let meeting = |one: &str, other: &str| meet(&at(one), &at(other));
    for (one, other) in [("1117-851", "1117-127"), ("1117-1206", "1117-948"), ("1117-64", "1117-80")] {
        assert_eq!(meeting(one, other), Meeting::OtherRoom, "{one} {other}");
    }
    assert_eq!(meeting("1117-851", "1117-851"), Meeting::Room);
    assert_eq!(meeting("1318-19", "1319"), Meeting::Room);
    assert_eq!(meeting("1801-1804", "1803"), Meeting::Room);
}

#[test]
fn neighbours_are_told_apart() {
    for (a, b, expect) in [
        (
            "Room 1605, Ho King Commercial Center, 2-16 Fa Yuen Street, Mong Kok",
            "Rm. 1605A, Ho King Commercial Center, 2-16 Fa Yuen Street, Mong Kok",
            Meeting::OtherRoom,
        ),
        (
            "8/F MW Tower, 111 Bonham Strand, Hong Kong",
            "7/F MW Tower, 111 Bonham Strand, Hong Kong",
            Meeting::OtherRoom,
        ),
        ("12 Gaoxin 1st Road, Wuhan", "12 Gaoxin 7th Road, Wuhan", Meeting::City),
        ("12 Zhongshan East Road, Nanjing", "12 Zhongshan North Road, Nanjing", Meeting::City),
        ("15 Lenina Street, Omsk", "15 Lenina Street, Tomsk", Meeting::NumberElsewhere),
        ("15 Lenina Street, Omsk", "17 Lenina Street, Omsk", Meeting::Street),
        ("P.O. Box 42340, Dubai", "P.O. Box 42340, Sharjah", Meeting::Apart),
        ("Dubai", "Sharjah", Meeting::Apart),
        ("Moscow", "Moskva", Meeting::City),
        ("Moscow", "", Meeting::Unknown),
        ("北京市朝阳区", "Chaoyang District, Beijing", Meeting::District),
    ] {
        check_meeting(a, b, expect);
    }
}

#[test]
fn ten_thousand_characters_are_read_to_a_bound() {
    for piece in ["Room 5, ", "12-", "北京路1号", "a", "街", "#", "第", "Hong Kong ", "号", "١"] {
        let text: String = piece.chars().cycle().take(10_000).collect();
        let cut: String = text.chars().take(LONGEST).collect();
        let (long, short) = (parse(&text, None), parse(&cut, None));
        assert_eq!(long, short, "{piece}");
        assert!(long.keys().len() <= 24 && long.rooms.len() <= 8 && long.places.len() <= 13);
    }
}

#[test]
fn a_number_before_a_road_is_the_roads() {
    let listed = parse("Industrial Incubation-3-8, North 2-204, 18 Haitai West Road, Tianjin", Some("CN"));
    for (text, expect) in
        [("天津市海泰西路6号4幢308室", Meeting::Street), ("天津市海泰西路18号", Meeting::Building)]
    {
        assert_eq!(meet(&listed, &parse(text, Some("CN"))), expect, "{text}");
    }
}

#[test]
fn an_address_may_end_at_any_sign() {
    for text in ["3号之", "Floor号之", "第", "甲", "附", "1层一、", "3号第"] {
        assert!(parse(text, Some("CN")).keys().len() <= 24, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,120}", pieces in prop::collection::vec("(号|路|街|市|区|室|第|之|附|、|甲|Room|No\\.|Floor|/F|St\\.?|Road|Hong Kong|P\\.?O\\.? ?Box|,| |-|[0-9]{1,4}|[一二三十百]{1,3}|[a-zA-Z]{1,6})", 0..30)) {
        for text in [text, pieces.concat()] {
            let address = parse(&text, Some("CN"));
            let _ = (address.normal_form(), address.keys());
            if address.is_precise() && address.whole.len() >= 10 && address.po_box.is_none() {
                prop_assert!(meet(&address, &address) >= Meeting::Building);
            }
        }
    }
}
