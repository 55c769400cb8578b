//! Successors as of a day and day by day; what many share leads nowhere; no registry stops the weighing.

use chokepoint_detectors::{Known, Listed, examine, replay, resolve, successors};
use chokepoint_model::{
    Address, Change, Changed, Contact, ContactKind, Country, Date, Directness, Interest, InterestKind,
    KnownBy, Listing, Name, PartialDate, Party, PartyNumber, Period, Profile, Registry, Schema, Share,
    Stated,
};
use chokepoint_rules::Rules;
use proptest::prelude::*;

const LISTED_ON: Date = Date::constant(2019, 6, 24);
const LAST: Date = Date::constant(2025, 6, 1);

/// A registry that is written down quickly.
#[derive(Default)]
struct Draft(Registry);

impl Draft {
    fn party(&mut self, name: &str, schema: Schema, founded: Option<Date>) -> PartyNumber {
        let party = Party::named(name, schema);
        let founded = founded.map(|day| PartialDate::full(day.year(), day.month() as u8, day.day() as u8));
        let stated = Stated { source: "register".into(), record: name.into(), seen: None };
        let known_by = if schema == Schema::Person { KnownBy::Name } else { KnownBy::Id };
        self.0.profiles.push(Profile {
            id: name.into(),
            known_by,
            party,
            founded,
            stated,
            ..Profile::default()
        });
        PartyNumber(self.0.profiles.len() as u32 - 1)
    }

    fn at(&mut self, company: PartyNumber, address: &str) {
        let address = Address { text: address.into(), country: Country::from_code("CN") };
        self.0.profiles[company.at()].party.addresses.push(address);
    }

    fn tie(&mut self, holder: PartyNumber, held: PartyNumber, kind: InterestKind, from: Option<Date>) {
        let stated = Stated { source: "register".into(), record: "tie".into(), seen: None };
        let share = if kind.has_share() { Share::percent(60) } else { Share::UNKNOWN };
        let period = Period { from, until: None };
        let directness = Directness::Direct;
        self.0.interests.push(Interest {
            holder,
            held,
            kind,
            share,
            directness,
            period,
            role: "".into(),
            stated,
        });
    }
}

fn listed(name: &str, registry: &Registry) -> Vec<Listed> {
    let mut listing = Listing::on("us_bis_entity_list");
    listing.period.from = Some(LISTED_ON);
    let party = Party::named(name, Schema::Company);
    let mut listed =
        vec![Listed { id: "listed".into(), party, listings: vec![listing], ..Listed::default() }];
    let folder = tempfile::tempdir().expect("a folder");
    resolve(registry, &mut listed, folder.path()).expect("an index");
    listed
}

/// Strangers of all kinds around a listed company and the one that two of its people founded.
fn case() -> Registry {
    let mut draft = Draft::default();
    let day = |year, month, day| Some(Date::constant(year, month, day));
    let old = draft.party("北湖计算技术有限公司", Schema::Company, day(2006, 3, 7));
    draft.at(old, "天津市样本区样门大街21号");
    let new = draft.party("清渡信息产业有限公司", Schema::Company, day(2019, 12, 20));
    draft.at(new, "天津市样本区样门大街21号");
    for name in ["白样本", "陆样例"] {
        let person = draft.party(name, Schema::Person, None);
        draft.tie(person, old, InterestKind::Director, day(2012, 1, 1));
        draft.tie(person, new, InterestKind::Founder, day(2020, 3, 1));
    }
    for at in 0..200_i16 {
        let company =
            draft.party(&format!("远山{at}商贸有限公司"), Schema::Company, day(2000 + at % 25, 5, 5));
        draft.at(company, &format!("天津市样本区远山路{at}号"));
        let person = draft.party(&format!("Stranger Number{at}"), Schema::Person, None);
        draft.tie(person, company, InterestKind::LegalRepresentative, None);
    }
    draft.0
}

#[test]
fn the_company_is_seen_on_the_day_its_people_are_known() {
    let registry = case();
    let listed = listed("北湖计算技术有限公司", &registry);
    let known = Known::new(&registry, &listed, &[]);
    let seen = replay(&known, Rules::built_in(), &listed[0], LAST, 5);
    assert_eq!(seen[0].candidate.subject.id, "清渡信息产业有限公司");
    let (day, first) = seen[0].first_seen.as_ref().expect("seen");
    assert_eq!(*day, Date::constant(2020, 3, 1));
    assert!(
        first.is_alert && first.evidence.iter().all(|piece| piece.since.is_none_or(|since| since <= *day))
    );
    // On the founding day the house alone is known, and one family is not enough.
    assert!(seen[0].course.first().is_some_and(|(day, ..)| *day == Date::constant(2019, 12, 20)));
    assert!(seen.iter().skip(1).all(|one| one.first_seen.is_none()));
}

#[test]
fn nobody_is_a_successor_before_there_is_a_listing() {
    let registry = case();
    let listed = listed("北湖计算技术有限公司", &registry);
    let known = Known::new(&registry, &listed, &[]);
    assert!(successors(&known.on(Date::constant(2019, 6, 23), Rules::built_in()), &listed[0], 5).is_empty());
}

#[test]
fn a_tower_a_nominee_and_an_agents_telephone_lead_nowhere() {
    let mut draft = Draft(case());
    let nominee = draft.party("Nominee Director", Schema::Person, None);
    draft.tie(nominee, PartyNumber(0), InterestKind::Director, None);
    draft.at(PartyNumber(0), "Room 1, 5 Agent Street, Tianjin");
    let phone = Contact { kind: ContactKind::Phone, text: "022-55550199".into() };
    draft.0.profiles[0].contacts.push(phone.clone());
    for at in 0..150 {
        let company =
            draft.party(&format!("Tower Tenant{at} Ltd"), Schema::Company, Some(Date::constant(2019, 12, 1)));
        draft.at(company, "Room 1, 5 Agent Street, Tianjin");
        draft.tie(nominee, company, InterestKind::Director, None);
        draft.0.profiles[company.at()].contacts.push(phone.clone());
    }
    let listed = listed("北湖计算技术有限公司", &draft.0);
    let known = Known::new(&draft.0, &listed, &[]);
    let found = successors(&known.on(LAST, Rules::built_in()), &listed[0], 20);
    assert_eq!(found[0].subject.id, "清渡信息产业有限公司");
    assert!(found[1..].iter().all(|one| !one.is_alert && one.probability < 0.05), "{:?}", found[1]);
}

#[test]
fn an_old_shell_with_a_new_owner_and_a_new_name_is_found() {
    let mut draft = Draft(case());
    let shell = draft.party("旧泉科技有限公司", Schema::Company, Some(Date::constant(2009, 1, 1)));
    let manager = PartyNumber(2);
    draft.tie(manager, shell, InterestKind::Capital, Some(Date::constant(2019, 9, 1)));
    let change = |what, month, before: &str, after: &str| Change {
        what,
        on: Some(PartialDate::full(2019, month, 2)),
        before: before.into(),
        after: after.into(),
    };
    draft.0.profiles[shell.at()].changes = vec![
        change(Changed::Name, 9, "旧泉餐饮有限公司", "旧泉科技有限公司"),
        change(Changed::Address, 10, "天津市样本区泉路3号", "天津市样本区样门大街23号"),
        change(Changed::Scope, 11, "餐饮", "服务器"),
    ];
    draft.at(shell, "天津市样本区样门大街23号");
    let listed = listed("北湖计算技术有限公司", &draft.0);
    let known = Known::new(&draft.0, &listed, &[]);
    let found = successors(&known.on(LAST, Rules::built_in()), &listed[0], 5);
    let shell = found.iter().find(|one| one.subject.id == "旧泉科技有限公司").expect("a candidate");
    assert!(shell.is_alert, "{shell:?}");
    assert!(shell.families[&chokepoint_model::Family::Time] > 0.0, "{shell:?}");
}

prop_compose! {
    fn any_registry()(
        companies in prop::collection::vec((0..6_usize, 1990_i16..2026, 0..5_usize, 0..4_usize), 1..14),
        ties in prop::collection::vec((0..20_usize, 0..20_usize, 0..24_usize, 2010_i16..2026), 0..60),
    ) -> Registry {
        let mut draft = Draft::default();
        for (at, (address, year, scope, phone)) in companies.into_iter().enumerate() {
            let schema = [Schema::Company, Schema::LegalEntity, Schema::Person, Schema::PublicBody][at % 4];
            let party = draft.party(&format!("Any Name{}", at % 5), schema, Date::new(year, 1, 1).ok());
            draft.at(party, ["", "1 A Road, Tianjin", "3 A Road, Tianjin", "Room 2, 1 A Road", "北京市海淀区样路1号", "?"][address]);
            let profile = &mut draft.0.profiles[party.at()];
            profile.scope = ["", "servers; storage", "noodles", "服务器；存储", ";;"][scope].into();
            profile.contacts.push(Contact { kind: ContactKind::Phone, text: ["", "1234567", "022-1234567", "x"][phone].into() });
            profile.party.names.push(Name::alias("Other"));
        }
        let count = draft.0.profiles.len();
        for (holder, held, kind, year) in ties {
            let number = |at: usize| PartyNumber((at % count) as u32);
            draft.tie(number(holder), number(held), InterestKind::ALL[kind], Date::new(year, 2, 1).ok());
        }
        draft.0
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_registry_the_shown_sum_is_the_score(registry in any_registry()) {
        let listed = listed("Any Name0", &registry);
        let known = Known::new(&registry, &listed, &[]);
        let findings = examine(&known.on(LAST, Rules::built_in()));
        for finding in &findings {
            let shown: f64 = finding.evidence.iter().chain(&finding.against).map(|piece| piece.weight).sum();
            prop_assert!((finding.prior + shown - finding.score).abs() < 1e-6, "{:?}", finding);
            prop_assert!((0.0..=1.0).contains(&finding.probability) && !finding.innocent.is_empty());
            prop_assert!(finding.known_since.is_none_or(|day| day <= LAST));
        }
        let again = examine(&Known::new(&registry, &listed, &[]).on(LAST, Rules::built_in()));
        prop_assert_eq!(findings, again);
        replay(&known, Rules::built_in(), &listed[0], LAST, 3);
    }
}
