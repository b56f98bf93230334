//! Letters: the answer is gathered from the registers, composed, previewed, issued, kept, saved.

use std::path::Path;

use chrono::Datelike;
use letters::{
    ApplicantInput, CaseInput, CategoryInput, ClauseInput, ComposeError, Composed, DisclosureInput, Document,
    GroupDisclosureInput, IdentityInput, LetterInput, LetterMeta, MissingParticular, OperatorInput,
    PersonAndPost, PersonGender, PolicyInput, ProcessorInput, PurposeInput, SubjectDatum, TemplateId,
};
use register::Entity;
use register::cases::{self as records, Case, Event};
use register::words::{CaseStatus, Channel, IdentityMethod};
use statute::{Kind, Lang};

use crate::cases::{letter_row, load, person_of};
use crate::error::{DeskError, NotFound, Result, internal};
use crate::policy_file::{PolicyFile, RecipientClass, RegisterField};
use crate::registers::named;
use crate::session::Session;
use crate::wire::{
    IssuedLetter, LetterBlock, LetterCheck, LetterGap, LetterIssued, LetterPreview, LetterView,
    LetterWarning, LettersPage, PageLine, PageRule, PageView, SavedFile, TemplateRow,
};

fn template(word: &str) -> Result<TemplateId> {
    TemplateId::parse(word).ok_or_else(|| DeskError::TemplateUnknown { template: word.to_owned() })
}

/// Every template, with whether it is built.
#[must_use]
pub fn templates(lang: Lang) -> Vec<TemplateRow> {
    TemplateId::ALL
        .iter()
        .map(|t| TemplateRow {
            template: t.as_str().to_owned(),
            mark: t.mark().to_string(),
            name: t.name(lang).to_owned(),
            available: t.is_available(),
        })
        .collect()
}

/// The text of a built-in template.
///
/// # Errors
/// [`DeskError::TemplateUnknown`], [`DeskError::TemplateLater`].
pub fn template_text(word: &str) -> Result<String> {
    let id = template(word)?;
    id.builtin().map(str::to_owned).ok_or_else(|| DeskError::TemplateLater { template: word.to_owned() })
}

// ---- gathering -----------------------------------------------------------------------------------------------

/// A text of the policy as a sentence: with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut rest = text.trim().chars();
    let mut text: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    text.push_str(rest.as_str());
    if !text.ends_with(['.', ';', '!', '?']) {
        text.push('.');
    }
    text
}

/// The law as letters cite it: «ст. 6 ч. 1 п. 5» is «пункт 5 части 1 статьи 6 Закона». What is not of this form stays.
fn in_full(law: &str) -> String {
    let mut parts = Vec::new();
    let mut words = law.split_whitespace();
    while let (Some(mark), Some(number)) = (words.next(), words.next()) {
        let (nominative, genitive) = match mark {
            "ст." => ("статья", "статьи"),
            "ч." => ("часть", "части"),
            "п." => ("пункт", "пункта"),
            _ => return law.to_owned(),
        };
        parts.push((nominative, genitive, number));
    }
    parts.reverse();
    let words: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(i, (nominative, genitive, number))| {
            format!("{} {number}", if i == 0 { nominative } else { genitive })
        })
        .collect();
    if words.is_empty() { law.to_owned() } else { format!("{} Закона", words.join(" ")) }
}

/// Sources in one phrase: «субъект: форма», «субъект: почта» become «субъект: форма, почта».
fn joined(sources: &[&str]) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for source in sources {
        let (who, how) = source.split_once(": ").unwrap_or((source, ""));
        match groups.iter_mut().find(|(known, _)| *known == who) {
            Some((_, ways)) => ways.push(how),
            None => groups.push((who, vec![how])),
        }
    }
    let phrase = |(who, ways): &(&str, Vec<&str>)| match ways.join(", ") {
        ways if ways.is_empty() => (*who).to_owned(),
        ways => format!("{who}: {ways}"),
    };
    groups.iter().map(phrase).collect::<Vec<_>>().join("; ")
}

/// Categories of the policy by the source that they come from, but for those that the letter lists anyway.
fn by_source(file: &PolicyFile, held: &[String]) -> Vec<CategoryInput> {
    let mut groups: Vec<(String, Vec<&str>, Vec<&str>)> = Vec::new();
    for c in
        file.categories.iter().filter(|c| c.same_as.is_none() && !c.about_others && !held.contains(&c.text))
    {
        let sources: Vec<&str> =
            c.sources.iter().filter_map(|id| file.source(id)).map(|s| s.text.as_str()).collect();
        let source = joined(&sources);
        let index = groups.iter().position(|g| g.0 == source).unwrap_or_else(|| {
            groups.push((source, Vec::new(), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, texts, clauses)) = groups.get_mut(index) {
            texts.push(c.text.trim_end_matches(['.', ';']));
            for clause in c.clause.split(", ").filter(|clause| !clauses.contains(clause)).collect::<Vec<_>>()
            {
                clauses.push(clause);
            }
        }
    }
    groups
        .into_iter()
        .map(|(source, texts, mut clauses)| {
            clauses
                .sort_by_key(|clause| clause.split('.').filter_map(|n| n.parse().ok()).collect::<Vec<u32>>());
            (source, texts, clauses)
        })
        .map(|(source, texts, clauses)| CategoryInput {
            clause: Some(format!(
                "{} {}",
                if clauses.len() > 1 { "пункты" } else { "пункт" },
                clauses.join(", ")
            )),
            text: Some(texts.join(", ")),
            source: (!source.is_empty()).then_some(source),
        })
        .collect()
}

fn policy_input(file: &PolicyFile, held: &[String]) -> PolicyInput {
    let ground_of = |ids: &[String]| {
        let texts: Vec<String> = ids
            .iter()
            .filter_map(|id| file.ground(id))
            .map(|g| g.law.as_deref().map_or_else(|| g.text.clone(), in_full))
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    };
    let actions: Vec<&str> = file.actions.iter().map(|a| a.text.as_str()).collect();
    let methods = file.methods.as_ref().map(|m| {
        if actions.is_empty() {
            sentence(&m.text)
        } else {
            format!("{} Совершаются действия: {}.", sentence(&m.text), actions.join(", "))
        }
    });
    let rights: Vec<String> =
        file.rights.iter().map(|r| r.text.trim_end_matches(['.', ';']).to_owned()).collect();
    let mut how = Vec::new();
    if !rights.is_empty() {
        how.push(format!("Субъект персональных данных вправе: {}.", rights.join("; ")));
    }
    if let Some(clarification) = &file.clarification {
        how.push(sentence(&clarification.text));
    }
    PolicyInput {
        title: (!file.purposes.is_empty()).then(|| file.policy.title.clone()),
        edition: file.policy.edition.clone(),
        purposes: file
            .purposes
            .iter()
            .map(|p| PurposeInput {
                clause: Some(p.clause.clone()),
                text: Some(p.text.clone()),
                ground: ground_of(&p.grounds),
            })
            .collect(),
        categories: by_source(file, held),
        methods,
        terms: None,
        retention: file
            .retention
            .iter()
            .map(|r| ClauseInput { clause: Some(r.clause.clone()), text: Some(r.text.clone()) })
            .collect(),
        rights_how: (!how.is_empty()).then(|| how.join(" ")),
        art_18_1_measures: file.measures.iter().map(|m| m.text.clone()).collect(),
        cross_border: file.cross_border.as_ref().map(|c| c.text.clone()),
        automated_decisions: file.automated_decisions.as_ref().map(|a| a.text.clone()),
        recipients: file
            .recipients
            .iter()
            // Employees are no third parties (art. 14 p. 7 item 4), whatever the policy calls them.
            .filter(|r| !r.classes.contains(&RecipientClass::Employee))
            .map(|r| ClauseInput { clause: Some(r.clause.clone()), text: Some(r.text.clone()) })
            .collect(),
    }
}

fn channel_words(channel: Channel) -> Option<&'static str> {
    Some(match channel {
        Channel::Call => "по телефону",
        Channel::Chat => "через онлайн-чат",
        Channel::Email => "по электронной почте",
        Channel::Post => "почтовым отправлением",
        Channel::InPerson => "при личном обращении",
        Channel::Authority => "через Роскомнадзор",
        Channel::Unknown => return None,
    })
}

/// What the register itself holds on the person, with where it came from.
fn subject_data(session: &Session, case: &Case) -> Result<Vec<SubjectDatum>> {
    let file = &session.policy_file;
    let category = |field: RegisterField, plain: &str| {
        file.categories
            .iter()
            .find(|c| c.field == Some(field) && c.same_as.is_none())
            .map_or_else(|| plain.to_owned(), |c| c.text.clone())
    };
    let first = case.contacts.first();
    let source = first.map_or_else(
        || "обращение заявителя".to_owned(),
        |contact| match channel_words(contact.channel) {
            Some(how) => format!("обращение заявителя {how} от {}", contact.at.format("%d.%m.%Y")),
            None => format!("обращение заявителя от {}", contact.at.format("%d.%m.%Y")),
        },
    );
    let mut data = Vec::new();
    let mut add = |field: RegisterField, plain: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            data.push(SubjectDatum {
                category: Some(category(field, plain)),
                value: Some(value),
                source: Some(source.clone()),
            });
        }
    };
    let subject = &case.subject;
    let person = person_of(session, case)?;
    add(RegisterField::FullName, "фамилия, имя, отчество", subject.full_name.clone());
    add(
        RegisterField::BirthDate,
        "дата рождения",
        subject.birth_date.map(|d| d.format("%d.%m.%Y").to_string()),
    );
    let phones: Vec<String> = person.phones.iter().map(|p| intake::values::phone_display(p)).collect();
    add(RegisterField::Phone, "номер телефона", (!phones.is_empty()).then(|| phones.join(", ")));
    add(
        RegisterField::Email,
        "адрес электронной почты",
        (!person.emails.is_empty()).then(|| person.emails.join(", ")),
    );
    add(RegisterField::Address, "адрес", subject.address.clone());
    add(RegisterField::Contract, "номер договора", subject.contract.clone());
    let contacts: Vec<String> = case.contacts.iter().map(|c| c.at.format("%d.%m.%Y").to_string()).collect();
    add(
        RegisterField::ContactText,
        "сведения об обращениях",
        Some(format!("записи об обращениях: {}", contacts.join(", "))),
    );
    Ok(data)
}

/// A foreign state in words; Russia, and what is not known, is none.
fn abroad(country: Option<&str>) -> Option<String> {
    let code = country.map(str::trim).filter(|c| !c.is_empty())?;
    Some(match code.to_uppercase().as_str() {
        "RU" | "RUS" | "РОССИЯ" | "РФ" => return None,
        "BY" => "Республика Беларусь".to_owned(),
        "KZ" => "Республика Казахстан".to_owned(),
        "AM" => "Республика Армения".to_owned(),
        "KG" => "Кыргызская Республика".to_owned(),
        "UZ" => "Республика Узбекистан".to_owned(),
        "CN" => "Китайская Народная Республика".to_owned(),
        "DE" => "Германия".to_owned(),
        "US" => "США".to_owned(),
        "GB" => "Великобритания".to_owned(),
        "NL" => "Нидерланды".to_owned(),
        "IE" => "Ирландия".to_owned(),
        "FR" => "Франция".to_owned(),
        "IN" => "Индия".to_owned(),
        "TR" => "Турция".to_owned(),
        "AE" => "Объединённые Арабские Эмираты".to_owned(),
        _ => format!("код страны {code}"),
    })
}

fn disclosure_input(d: register::disclosures::Disclosure) -> DisclosureInput {
    DisclosureInput {
        date: d.date,
        recipient: d.recipient,
        recipient_address: d.recipient_address,
        kind: d.kind.as_str().to_owned(),
        ground: Some(d.ground),
        purpose: Some(d.purpose),
        data: d.data,
    }
}

/// All that a letter to the applicant of a case can be made from, as the registers stand now.
fn gather(session: &Session, case: &Case, number: Option<String>) -> Result<LetterInput> {
    let operator = session.operator()?;
    let subject = &case.subject;
    let answered = case.demands.iter().find(|d| d.kind == Kind::Access).or_else(|| case.demands.first());
    let due_on = answered.map(|d| d.due_on);
    let processors = register::processors::list(session.read())?;
    let person = person_of(session, case)?;
    let disclosures = register::disclosures::of_person(session.read(), &person)?;
    let (groups, namesakes): (Vec<_>, Vec<_>) = register::disclosures::uncertain(session.read(), &person)?
        .into_iter()
        .partition(|event| event.whose.group.is_some());
    let subject_data = subject_data(session, case)?;
    let held: Vec<String> = subject_data.iter().filter_map(|d| d.category.clone()).collect();
    let by_signature = case.identity.as_ref().is_some_and(|i| i.method == IdentityMethod::Signature);
    let mut missing = vec![MissingParticular::IdentityDocument, MissingParticular::DocumentIssue];
    if subject.contract.is_none() {
        missing.push(MissingParticular::Relation);
    }
    if !by_signature {
        missing.push(MissingParticular::Signature);
    }
    Ok(LetterInput {
        operator: OperatorInput {
            name: Some(operator.name).filter(|n| !n.is_empty()),
            short_name: operator.short_name,
            address: operator.address,
            inn: operator.inn,
            ogrn: operator.ogrn,
            kpp: operator.kpp,
            email: operator.email,
            phone: operator.phone,
            site: operator.site,
            responsible: PersonAndPost { name: operator.responsible_name, post: operator.responsible_post },
            signatory: PersonAndPost { name: operator.signatory_name, post: operator.signatory_post },
        },
        letter: LetterMeta { number, date: session.today(), attachments: Vec::new() },
        case: CaseInput {
            number: case.number.clone(),
            received_on: case.received_on,
            received_at: Some(case.received_at.naive_local()),
            channel: channel_words(case.channel).map(str::to_owned),
            request_number: None,
            kinds: case.demands.iter().map(|d| d.kind).collect(),
            appeal_id: case.contacts.first().and_then(|c| c.appeal_id.clone()),
            due_on,
        },
        applicant: ApplicantInput {
            full_name: subject.full_name.clone(),
            last_name: subject.last_name.clone(),
            first_name: subject.first_name.clone(),
            middle_name: subject.middle_name.clone(),
            gender: match subject.gender.as_deref() {
                Some("male") => Some(PersonGender::Male),
                Some("female") => Some(PersonGender::Female),
                _ => None,
            },
            dative: None,
            salutation: None,
            address: subject.address.clone(),
            phone: subject.phone.clone(),
            email: subject.email.clone(),
            contract: subject.contract.clone(),
            birth_date: subject.birth_date,
            representative: None,
        },
        identity: case.identity.as_ref().map(|i| IdentityInput {
            method: i.method.as_str().to_owned(),
            on: i.on,
            compared: Some(i.compared.clone()),
        }),
        policy: policy_input(&session.policy_file, &held),
        subject_data,
        processors: processors
            .into_iter()
            .map(|p| ProcessorInput {
                contract: match (&p.contract_number, p.contract_date) {
                    (Some(number), Some(date)) => {
                        Some(format!("договор от {} № {number}", date.format("%d.%m.%Y")))
                    }
                    (Some(number), None) => Some(format!("договор № {number}")),
                    (None, Some(date)) => Some(format!("договор от {}", date.format("%d.%m.%Y"))),
                    (None, None) => None,
                },
                abroad: abroad(p.country.as_deref()),
                expired_on: p.contract_until.filter(|until| *until < session.today()),
                name: Some(p.name),
                address: p.address,
                purposes: p.purposes,
                data: p.data,
            })
            .collect(),
        disclosures: disclosures.into_iter().map(disclosure_input).collect(),
        group_disclosures: groups
            .into_iter()
            .map(|d| GroupDisclosureInput {
                group: d.whose.group.as_ref().map(|(what, _)| what.clone()).unwrap_or_default(),
                disclosure: disclosure_input(d),
            })
            .collect(),
        disclosures_recorded: register::disclosures::any(session.read())?,
        namesake_disclosures: u32::try_from(namesakes.len()).unwrap_or(u32::MAX),
        missing,
        kept_elsewhere: Vec::new(),
    })
}

fn composed(session: &Session, id: TemplateId, input: &LetterInput) -> Result<Composed> {
    letters::compose(id, input, session.lang()).map_err(|error| match error {
        ComposeError::NotAvailable { template } => {
            DeskError::TemplateLater { template: template.as_str().to_owned() }
        }
        ComposeError::Template { .. } => internal("reading the template", &error),
    })
}

/// The first of what keeps a letter from being issued, as an error.
fn refusal(composed: &Composed) -> Option<DeskError> {
    let gap = composed.blocking().next()?;
    Some(match gap.code.as_str() {
        "identity_missing" => DeskError::IdentityMissing,
        "operator_incomplete" => DeskError::OperatorIncomplete {
            what: composed.blocking().filter(|g| g.code == gap.code).map(|g| g.what_ru.clone()).collect(),
        },
        _ => DeskError::LetterGap {
            code: gap.code.clone(),
            what: gap.what_ru.clone(),
            fix: gap.where_to_fill_ru.clone(),
        },
    })
}

fn warnings(composed: &Composed) -> Vec<LetterWarning> {
    composed
        .warnings
        .iter()
        .map(|w| LetterWarning { code: w.code.clone(), message: w.message.clone() })
        .collect()
}

fn pages(document: &Document) -> Vec<PageView> {
    letters::layout_preview(document)
        .into_iter()
        .map(|page| PageView {
            width: page.width,
            height: page.height,
            lines: page
                .lines
                .into_iter()
                .map(|l| PageLine {
                    x: l.x,
                    y: l.y,
                    width: l.width,
                    size: l.size,
                    bold: l.bold,
                    italic: l.italic,
                    sans: !l.serif,
                    text: l.text,
                })
                .collect(),
            rules: page
                .rules
                .into_iter()
                .map(|r| {
                    if r.width >= r.height {
                        PageRule {
                            x1: r.x,
                            y1: r.y + r.height / 2.0,
                            x2: r.x + r.width,
                            y2: r.y + r.height / 2.0,
                            thickness: r.height,
                        }
                    } else {
                        PageRule {
                            x1: r.x + r.width / 2.0,
                            y1: r.y,
                            x2: r.x + r.width / 2.0,
                            y2: r.y + r.height,
                            thickness: r.width,
                        }
                    }
                })
                .collect(),
        })
        .collect()
}

// ---- preview and issue ---------------------------------------------------------------------------------------

fn next_number(session: &Session) -> Result<String> {
    let mask = session.operator()?.mask_letter;
    Ok(register::issued::next_number(session.read(), &mask, session.today().year())?)
}

/// A letter as it would be issued now: blocks with their sources, gaps, checks, the pages themselves.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::TemplateUnknown`], [`DeskError::TemplateLater`]; reading the register.
pub fn preview(session: &Session, number: &str, word: &str) -> Result<LetterPreview> {
    let id = template(word)?;
    let lang = session.lang();
    let case = load(session, number)?;
    let next = next_number(session)?;
    let input = gather(session, &case, Some(next.clone()))?;
    let composed = composed(session, id, &input)?;
    let gap = |g: &letters::Gap| LetterGap {
        code: g.code.clone(),
        what: g.what_ru.clone(),
        where_to_fill: g.where_to_fill_ru.clone(),
        blocking: g.blocking,
    };
    let today = session.today();
    let check = |ru: &str, en: &str, passed: bool| LetterCheck {
        label: if lang == Lang::Ru { ru } else { en }.to_owned(),
        passed,
    };
    let mut checks = vec![
        check(
            "Сведения об операторе полны",
            "The operator's record is complete",
            composed.blocking().all(|g| g.code != "operator_incomplete"),
        ),
        check(
            "Адрес заявителя указан",
            "The applicant's address is given",
            input.applicant.address.is_some(),
        ),
        check("Срок не истёк", "The term has not run out", input.case.due_on.is_none_or(|due| today <= due)),
    ];
    if id.needs_identity() {
        checks.insert(
            0,
            check(
                "Личность заявителя подтверждена",
                "The applicant's identity is confirmed",
                case.identity.is_some(),
            ),
        );
        checks.push(check("Нет данных других лиц", "No other people's data", true));
    }
    Ok(LetterPreview {
        case: case.number.clone(),
        template: id.as_str().to_owned(),
        template_name: id.name(lang).to_owned(),
        next_number: next,
        date: today,
        signatory: input.operator.signatory.name.clone(),
        blocks: composed
            .blocks
            .iter()
            .map(|b| LetterBlock {
                id: b.id.clone(),
                title: b.title.clone(),
                item: b.item.clone(),
                source: b.source.clone(),
                text: b.text.clone(),
                gap: b.gap.as_ref().map(gap),
            })
            .collect(),
        gaps: composed.gaps.iter().map(gap).collect(),
        warnings: warnings(&composed),
        checks,
        pages: pages(&composed.document),
        text: composed.document.plain_text(),
        can_issue: composed.blocking().next().is_none(),
    })
}

/// Issues a letter: takes the outgoing number, makes the PDF, stores it for good, in one write. The registers are read
/// just before it; this session is the only writer, so the letter says what stands in them at that moment.
///
/// # Errors
/// [`DeskError::IdentityMissing`], [`DeskError::OperatorIncomplete`], another gap; [`DeskError::NotFound`]; writing.
pub fn issue(session: &mut Session, number: &str, word: &str) -> Result<LetterIssued> {
    let id = template(word)?;
    let case = load(session, number)?;
    let mut input = gather(session, &case, None)?;
    let draft = composed(session, id, &input)?;
    if let Some(refusal) = refusal(&draft) {
        return Err(refusal);
    }
    let operator = session.operator()?;
    let (today, now, lang) = (session.today(), session.now(), session.lang());
    let (_, number) = session.write("letter_issue", Entity::Letter, "", |write| {
        let issued = register::issued::issue(
            write,
            case.id,
            &operator.mask_letter,
            today.year(),
            |number| -> Result<_> {
                input.letter.number = Some(number.to_owned());
                let composed =
                    letters::compose(id, &input, lang).map_err(|e| internal("composing the letter", &e))?;
                let rendered = letters::render_pdf(&composed.document)
                    .map_err(|e| internal("typesetting the letter", &e))?;
                Ok(register::issued::Content {
                    template: id.as_str().to_owned(),
                    version: composed.template_version.to_string(),
                    issued_on: today,
                    pages: rendered.pages,
                    sha256: rendered.sha256_hex,
                    document: serde_json::to_string(&composed.document)
                        .map_err(|e| internal("keeping the letter", &e))?,
                    text: composed.document.plain_text(),
                    pdf: rendered.bytes,
                })
            },
        )?;
        write.name_record(issued.1.clone());
        let event =
            Event { at: now, what: "letter_issued".to_owned(), detail: Some(format!("№ {}", issued.1)) };
        records::add_event(write, case.id, &event)?;
        let status = if id == TemplateId::AskParticulars {
            CaseStatus::ParticularsRequested
        } else {
            CaseStatus::Answered
        };
        records::set_status(write, case.id, status)?;
        Ok(issued)
    })?;
    let letter = register::issued::show(session.read(), &number)?;
    Ok(LetterIssued {
        letter: IssuedLetter {
            number: letter.number,
            case: letter.case,
            template: letter.template,
            path: None,
            sha256: letter.sha256,
            pages: letter.pages,
        },
        not_issued: Vec::new(),
        warnings: warnings(&draft),
    })
}

/// Issues a letter and saves its PDF where the user says.
///
/// # Errors
/// As [`issue`] and [`save`]. A letter whose file could not be written is issued all the same and can be saved again.
pub fn issue_to(
    session: &mut Session,
    number: &str,
    word: &str,
    path: &Path,
    force: bool,
) -> Result<LetterIssued> {
    crate::files::refuse_overwrite(path, force)?;
    let mut issued = issue(session, number, word)?;
    let saved = save(session, &issued.letter.number, path, force)?;
    issued.letter.path = Some(saved.path);
    Ok(issued)
}

/// A draft: no number is taken, nothing is recorded; the page says that it is a draft.
///
/// # Errors
/// As [`preview`]; writing the file. A draft with gaps is written all the same.
pub fn draft_to(
    session: &Session,
    number: &str,
    word: &str,
    path: &Path,
    force: bool,
) -> Result<LetterIssued> {
    let id = template(word)?;
    let case = load(session, number)?;
    let input = gather(session, &case, None)?;
    let composed = composed(session, id, &input)?;
    let rendered =
        letters::render_pdf(&composed.document).map_err(|e| internal("typesetting the letter", &e))?;
    let saved = crate::files::write(path, &rendered.bytes, force)?;
    Ok(LetterIssued {
        letter: IssuedLetter {
            number: String::new(),
            case: case.number,
            template: id.as_str().to_owned(),
            path: Some(saved.path),
            sha256: saved.sha256,
            pages: rendered.pages,
        },
        not_issued: Vec::new(),
        warnings: warnings(&composed),
    })
}

// ---- issued letters ------------------------------------------------------------------------------------------

fn find(session: &Session, number: &str) -> Result<register::issued::Letter> {
    register::issued::show(session.read(), number).map_err(|e| named(e, NotFound::Letter, number))
}

/// An issued letter, as it was issued.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn show(session: &Session, number: &str) -> Result<LetterView> {
    let letter = find(session, number)?;
    let (_, document, text) = register::issued::content(session.read(), letter.id)?;
    let document: Document = serde_json::from_str(&document).map_err(|e| internal("reading a letter", &e))?;
    let name =
        TemplateId::parse(&letter.template).map_or_else(String::new, |t| t.name(session.lang()).to_owned());
    Ok(LetterView { letter: letter_row(letter), template_name: name, pages: pages(&document), text })
}

/// Saves an issued letter's PDF, byte for byte as it was issued. Recorded in the trail: it leaves the vault.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::WouldOverwrite`], [`DeskError::File`].
pub fn save(session: &mut Session, number: &str, path: &Path, force: bool) -> Result<SavedFile> {
    let letter = find(session, number)?;
    let (pdf, _, _) = register::issued::content(session.read(), letter.id)?;
    let saved = crate::files::write(path, &pdf, force)?;
    session.write("letter_save", Entity::Letter, &letter.number, |_| -> Result<()> { Ok(()) })?;
    Ok(saved)
}

/// Issued letters, newest first.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session) -> Result<LettersPage> {
    Ok(LettersPage {
        letters: register::issued::list(session.read(), None)?.into_iter().map(letter_row).collect(),
    })
}

impl DeskError {
    /// Codes of all that a letter lacks; the error itself names the first. Empty if it is not the letter that lacks
    /// something.
    #[must_use]
    pub fn missing(&self, session: &Session, number: &str, word: &str) -> Vec<String> {
        if !matches!(self, Self::IdentityMissing | Self::OperatorIncomplete { .. } | Self::LetterGap { .. }) {
            return Vec::new();
        }
        let mut codes = vec![self.code()];
        for gap in preview(session, number, word).map(|p| p.gaps).unwrap_or_default() {
            if gap.blocking && !codes.contains(&gap.code) {
                codes.push(gap.code);
            }
        }
        codes
    }
}
