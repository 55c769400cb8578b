//! Names that are one and names that are not.

use super::*;
use proptest::prelude::*;

fn score(schema: Schema, one: &str, other: &str) -> f32 {
    score_of(compare(&PreparedName::new(one, schema), &PreparedName::new(other, schema)))
}

fn check(schema: Schema, one: &str, other: &str, expect: bool) {
    let found = score(schema, one, other);
    let reasons = explain(&PreparedName::new(one, schema), &PreparedName::new(other, schema));
    assert_eq!(found >= 0.7, expect, "{found:.3} {one} ~ {other}: {}", reasons[0].words);
}

#[test]
fn the_key_of_a_whole_name_is_one_it_is_filed_under() {
    for name in [
        "Northern Lake Compute Co., Ltd",
        "Petrov, Ivan Sergeevich",
        "Dr. Abdul Aziz bin Saleh",
        "Kim Chol-su",
        "金哲秀",
        "北湖计算有限公司",
        "Озеро Север ООО",
        "شركة البحيرة للتجارة",
        "Plant No. 14 named after Kirov",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Trading",
        "Ltd",
        "!!",
    ] {
        for schema in [Schema::Person, Schema::LegalEntity, Schema::Company, Schema::Vessel] {
            let filed = PreparedName::new(name, schema).filing_keys();
            let first = filed.into_iter().filter(|key| key.starts_with('=')).min();
            assert_eq!(whole_key(name, schema), first, "{name} {schema:?}");
        }
    }
}

#[test]
fn english_words_that_name_nobody_do_not_join_two_names_beside_the_chinese_one() {
    for (one, other) in [
        (
            "BHL INTERNATIONAL TRADING(HONG KONG)LIMITED(京泰国际贸易(香港)有限公司",
            "HONG KONG KE.DO INTERNATIONAL TRADE CO., LIMITED",
        ),
        ("BHL INTERNATIONAL BUSINESS CENTRE LIMITED(京泰國際商務中心有限公司)", "THE BUSINESS CENTRE LTD."),
        ("GUANG MING GROUP(HONG KONG) LIMITED(光明集團(香港)有限公司)", "Vizo Group (Hong Kong) Limited"),
    ] {
        check(Schema::Company, one, other, false);
    }
}

#[test]
fn one_person_in_many_spellings() {
    for (one, other) in [
        ("Путин Владимир Владимирович", "Vladimir Putin"),
        ("PUTIN, Vladimir Vladimirovich", "Vladimir V. Putin"),
        ("Alyaksandr Lukashenka", "Aleksandr Lukashenko"),
        ("Wolodymyr Kowaltschuk", "Volodymyr Kovalchuk"),
        ("Usama bin Muhammad bin Awad bin Ladin", "Osama bin Laden"),
        ("Qasem Soleimani", "Ghassem Suleimani"),
        ("قاسم سليماني", "Qasem Soleimani"),
        ("حسین موسوی", "Hussein Mousavi"),
        ("hsyn mwswy", "حسین موسوی"),
        ("בנימין נתניהו", "Binyamin Netanyahu"),
        ("김정은", "Kim Jong Un"),
        ("김정은", "KIM, Jong-eun"),
        ("Kim Jong Un", "Kim Jong-eun"),
        ("Pak Chol", "Park Cheol"),
        ("ბიძინა ივანიშვილი", "Bidzina Ivanishvili"),
        ("Νικόλαος Παππάς", "Nikolaos Pappas"),
        ("Haji Mullah Abdul Ghani", "'Abd al-Ghani"),
        ("Dr. Abdelkader Belmokhtar", "Abdul Qadir Belmokhtar"),
        ("J. Robert Oppenheimer", "Julius Robert Oppenheimer"),
        ("Bill Harrison", "William Harrison"),
        ("SergeiShoigu", "Sergei Shoigu"),
        ("Müller, Jürgen", "Juergen Mueller"),
    ] {
        check(Schema::Person, one, other, true);
    }
}

#[test]
fn one_person_in_chinese_characters() {
    for (one, other) in [
        ("張偉民", "Weimin ZHANG"),
        ("欧阳海燕", "Ouyang Haiyan"),
        ("陳大文", "CHAN Tai Man"),
        ("山田太郎", "Yamada Taro"),
        ("金正恩", "Kim Jong Un"),
        ("Александр Григорьевич Жданов", "Oleksandr Hryhorovych Zhdanov"),
        ("Mohamed Husain Alrawi", "Muhammad Hussein Al-Rawi"),
        ("أبو بكر الأنصاري", "Abu Bakr al-Ansari"),
        ("בנימין כהן", "Binyamin Cohen"),
        ("やまだ たろう", "Taro Yamada"),
    ] {
        check(Schema::Person, one, other, true);
    }
    check(Schema::LegalEntity, "김정은", "Kim Jong Un", true);
    for (one, other) in [
        ("張偉民", "Weiguo ZHANG"),
        ("山田太郎", "Yamada Hanako"),
        ("金正恩", "Kim Jong Il"),
        ("Nguyễn Văn Thành", "Nguyễn Văn Thắng"),
        ("Maria Fernanda Costa", "Mario Fernando Costa"),
    ] {
        check(Schema::Person, one, other, false);
    }
}

#[test]
fn the_cases_of_the_first_issue_hold() {
    let kind = Schema::LegalEntity;
    for (one, other, expect) in [
        (
            "中国电子科技集团公司第十四研究所",
            "China Electronics Technology Group Corporation 14th Research Institute",
            true,
        ),
        (
            "中国电子科技集团公司第十四研究所",
            "China Electronics Technology Group Corporation 38th Research Institute",
            false,
        ),
        ("宁畅信息产业（北京）有限公司", "Ningchang Information Industry (Beijing) Co., Ltd.", true),
        ("中科曙光", "Zhongke Shuguang", true),
        ("華為技術有限公司", "华为技术有限公司", true),
        ("ＧＡＺＰＲＯＭ", "Gazprom", true),
        ("Νικόλαος Παππάς", "Nikolaos Pappas", true),
        ("ソニー株式会社", "Sony Corporation", true),
        ("トヨタ自動車株式会社", "Toyota Motor Corporation", true),
        ("삼성전자주식회사", "Samsung Electronics Co., Ltd.", true),
        ("شركة النور للتجارة", "Al Noor Trading Company", true),
        ("شرکت الکترونیک پارس", "Pars Electronic Company", true),
        ("Obschestvo s ogranichennoy otvetstvennostyu Laggar", "LLC Laggar", true),
        ("Aktsionernoe Obshchestvo Zavod Vektor", "Joint Stock Company Vektor Plant", true),
        ("Газпром Нефть", "Gazprom Neft", true),
    ] {
        check(kind, one, other, expect);
    }
}

#[test]
fn a_replaced_part_is_another_person() {
    for (one, other) in [
        ("Ivan Petrovich Sidorov", "Ivan Sergeevich Sidorov"),
        ("Ahmad Khalaf Saleh al-Jabouri", "Ahmad Khalaf Saleh al-Shammari"),
        ("Kim Chol Su", "Kim Chol Min"),
        ("김정은", "김정일"),
        ("Ri Yong Ho", "Ri Yong Su"),
        ("Mohammad Hassan Rezai", "Mohammad Hossein Rezai"),
        ("Salim bin Nasser Karimov", "Nasser bin Salim Karimov"),
        ("John K. Baker", "John T. Baker"),
        ("Maria Gonzalez", "Mario Fernandez"),
        ("Mohammad Ali", "Mohammad Ali Hassan Tabatabai"),
        ("Vladimir", "Vladimir Ivanovich Sokolovsky"),
    ] {
        check(Schema::Person, one, other, false);
    }
}

#[test]
fn legal_forms_do_not_separate_companies() {
    for (one, other) in [
        ("Gulf Parts FZE", "GULF PARTS TRADING L.L.C."),
        ("ООО \"Северсталь\"", "Severstal LLC"),
        ("Rosneft Oil Company OJSC", "PAO Rosneft Oil Company"),
        ("Tsiklon Research Institute", "Joint Stock Company Tsiklon Research Institute"),
        ("삼성전자주식회사", "Samsung Electronics Co., Ltd."),
        ("شركة الراجحي", "Al Rajhi Company"),
        ("Novatech S.à r.l.", "NOVATECH SARL"),
        ("Petrolera del Sur, S.A. de C.V.", "Petrolera del Sur"),
        ("Akın Makina Sanayi ve Ticaret A.Ş.", "AKIN MAKINA"),
        ("Fábrica Nueva Ltda.", "Fabrica Nueva"),
        ("PT. Sinar Jaya Tbk", "Sinar Jaya"),
        ("Mahle GmbH & Co. KG", "Mahle"),
    ] {
        check(Schema::Company, one, other, true);
    }
}

#[test]
fn sister_companies_differ_by_business_place_and_number() {
    for (one, other) in [
        ("No. 14 Research Institute", "No. 38 Research Institute"),
        ("Volga Oil Trading", "Volga Gas Trading"),
        ("Bank of Latvia", "Bank of Estonia"),
        ("Apex Fund III", "Apex Fund IV"),
        ("Apex Fund", "Apex Fund V"),
        ("Orient Star Shipping", "Orient Moon Shipping"),
        ("Second Machine Plant", "Third Machine Plant"),
        ("General Trading Company", "Al Noor General Trading Company"),
        ("ITL LLC", "Indigo Textile Lines"),
    ] {
        check(Schema::Company, one, other, false);
    }
    check(Schema::Organization, "Fifth Brigade", "5th Brigade", true);
    check(Schema::Organization, "World Food Programme Organisation", "World Food Program Organization", true);
    check(Schema::Company, "Vodafon", "Vodafone", true);
}

#[test]
fn the_reason_says_what_met() {
    let (one, other) = (
        PreparedName::new("Gulf Parts FZE", Schema::Company),
        PreparedName::new("GULF PARTS TRADING L.L.C.", Schema::Company),
    );
    let reasons = explain(&one, &other);
    assert_eq!(
        reasons[0].words,
        "\"gulf\" = \"gulf\"; \"parts\" = \"parts\"; \"trading\" only on the list; fze and llc are legal forms"
    );
    assert_eq!(explain(&other, &one)[0].words.matches("only in the party's name").count(), 1);
}

#[test]
fn a_name_is_sought_where_it_is_filed() {
    for (query, listed) in [
        ("Мухаммед Юсуф", "Mohammed Yousef"),
        ("حسین موسوی", "Hussein Mousavi"),
        ("Usmanov Alisher", "AlisherUsmanov"),
        ("Bill Harrison", "William Harrison"),
        ("김정은", "Kim Jong Un"),
        ("Three Rivers", "3 Rivers"),
    ] {
        let filed = PreparedName::new(listed, Schema::LegalEntity).filing_keys();
        let groups = PreparedName::new(query, Schema::LegalEntity).query_groups();
        let met = groups
            .iter()
            .filter(|group| group.alternatives.iter().any(|key| filed.contains(&key.text)))
            .count();
        assert!(met >= 1, "{query}: {groups:?} {filed:?}");
    }
}

#[test]
fn hostile_names_stay_cheap() {
    let long = "Али ".repeat(2_500);
    let marks: String = std::iter::once('a').chain(std::iter::repeat_n('\u{301}', 9_999)).collect();
    for text in [long.as_str(), &marks, &"🙂".repeat(3_000), "", "...", "()", "김 Али علي 华 ソニー עלי"]
    {
        for schema in [Schema::Person, Schema::Company, Schema::LegalEntity] {
            assert!((score(schema, text, text) - 1.0).abs() < 1e-6, "{text:.20}");
            let other = score(schema, text, "Ali Hassan");
            assert!((0.0..=1.0).contains(&other));
        }
    }
}

#[test]
fn every_thread_finds_the_same_score() {
    let pairs = [
        ("김정은", "Kim Jong Un"),
        ("中科曙光", "Zhongke Shuguang"),
        ("Али Хасан", "Ali Hassan"),
        ("Gulf Parts", "Golf Part"),
    ];
    let all = || {
        pairs.map(|(a, b)| {
            compare(&PreparedName::new(a, Schema::LegalEntity), &PreparedName::new(b, Schema::LegalEntity))
                .to_bits()
        })
    };
    let here = all();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(all)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), here);
        }
    });
}

const SCHEMAS: [Schema; 3] = [Schema::Person, Schema::Company, Schema::LegalEntity];

#[test]
fn names_say_by_themselves_who_somebody_is_only_when_they_are_equal_or_rare() {
    let of = |one: &str, other: &str| {
        let prepared = |text| PreparedName::new(text, Schema::Company);
        let told = sameness(&prepared(one), &prepared(other));
        assert_eq!(told, sameness(&prepared(other), &prepared(one)), "{one} {other}");
        told
    };
    let equal = [
        ("EXAMPLE ORCHARD COMPUTING LIMITED", "Example Orchard Computing Co., Ltd."),
        ("例子计算技术有限公司", "例子計算技術有限公司"),
    ];
    let alike = [
        ("Example Orchard Computing Ltd", "Example Orchards Computer Ltd"),
        ("海洋电子有限公司", "Ocean Electronics Co., Ltd."),
        ("上海力郅科技有限公司", "Shanghai Lizhi Technology Co., Ltd."),
        // The town is no part of the brand.
        ("苏州韫新微电子有限公司", "Suzhou Yunxin Microelectronics Co., Ltd."),
        // A brand alone may be that of any company of the group.
        ("杭州诺宁宽仪器有限公司", "Nuoningkuan"),
        ("杭州诺宁宽仪器有限公司", "Hangzhou Nuoningkuan Logistics Co., Ltd."),
    ];
    let rare = [("杭州诺宁宽仪器有限公司", "Hangzhou Nuoningkuan Instrument Co., Ltd.")];
    for (one, other) in equal {
        assert_eq!(of(one, other), Sameness::Equal, "{one} {other}");
    }
    for (one, other) in alike {
        assert_eq!(of(one, other), Sameness::Alike, "{one} {other}");
    }
    for (one, other) in rare {
        assert_eq!(of(one, other), Sameness::Rare, "{one} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_two_names_have_one_score(one in "\\PC{0,40}", other in "\\PC{0,40}", schema in 0..3_usize) {
        let (a, b) = (PreparedName::new(&one, SCHEMAS[schema]), PreparedName::new(&other, SCHEMAS[schema]));
        let evidence = compare(&a, &b);
        prop_assert!((-12.0..=8.0).contains(&evidence));
        prop_assert_eq!(evidence.to_bits(), compare(&b, &a).to_bits());
        prop_assert!(score_of(compare(&a, &a)) == 1.0);
        let sum: f32 = explain(&a, &b).iter().map(|reason| reason.weight).sum();
        prop_assert!((sum - evidence).abs() < 1e-2, "{} {}", sum, evidence);
        let _ = (a.filing_keys(), a.query_groups());
    }

    #[test]
    fn names_in_any_mixture_of_scripts_have_one_score(
        one in "[a-z一-龥぀-ヿ가-힣؀-ۿЀ-ӿΑ-ω֐-׿0-9 .,()-]{0,60}",
        other in "[a-z一-龥぀-ヿ가-힣؀-ۿЀ-ӿΑ-ω֐-׿0-9 .,()-]{0,60}",
        schema in 0..3_usize,
    ) {
        let (a, b) = (PreparedName::new(&one, SCHEMAS[schema]), PreparedName::new(&other, SCHEMAS[schema]));
        let evidence = compare(&a, &b);
        prop_assert!((-12.0..=8.0).contains(&evidence));
        prop_assert_eq!(evidence.to_bits(), compare(&b, &a).to_bits());
        prop_assert_eq!(score_of(compare(&a, &a)), 1.0);
        let sum: f32 = explain(&a, &b).iter().map(|reason| reason.weight).sum();
        prop_assert!((sum - evidence).abs() < 1e-2, "{} {}", sum, evidence);
    }

    #[test]
    fn names_of_real_words_are_symmetric(
        one in "(Kim|Ali|bin|Hassan|al-|Putin,|Bank|No|14|Ltd|A\\.| Trading|김정은|علي){1,6}",
        other in "(Kim|Aly|ibn|Hasan|al-|Pudin|Banka|No|15|LLC|B\\.| Trade|김종은|علي){1,6}",
        schema in 0..3_usize,
    ) {
        let (a, b) = (PreparedName::new(&one, SCHEMAS[schema]), PreparedName::new(&other, SCHEMAS[schema]));
        prop_assert_eq!(compare(&a, &b).to_bits(), compare(&b, &a).to_bits());
    }
}
