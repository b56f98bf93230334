//! The commands of the window: each takes its request, calls one use case, gives its result. What they are called and
//! what they carry stands in `desk::wire`.

use desk::vaults::Older;
use desk::wire::{
    AttachmentAddRequest, AttachmentRemoveRequest, AttachmentRequest, AuditEntry, AuditEntryRequest,
    AuditPage, AuditRequest, CaseAddRequest, CaseCloseRequest, CaseDemandRequest, CaseDraft,
    CaseExtendRequest, CaseExtensionRequest, CaseFromFileRequest, CaseIdentityRequest, CaseJoinRequest,
    CaseRequest, CaseStoppedRequest, CaseView, CasesListRequest, CasesPage, ChosenFolder, Classified,
    ClassifyRequest, DeskState, DisclosureForm, DisclosureRemoveRequest, DisclosureRow, DisclosuresPage,
    DisclosuresRequest, Empty, ExtensionView, FileHandle, FileKindView, FileRequest, FindingsPage, IdRequest,
    ImportCommitRequest, ImportPreview, ImportPreviewRequest, ImportResult, ImportsPage, JournalRequest,
    JournalWritten, KnownVault, LetterIssued, LetterNumberRequest, LetterPreview, LetterRequest, LetterView,
    LettersPage, OperatorForm, OperatorView, PassphraseQuality, PointRequest, ProcessorForm, ProcessorView,
    ProcessorsPage, ProcessorsRequest, RecoverySheet, RegisterSuggestions, RuleForm, RuleKept, RuleOffers,
    RuleTrial, RulesPage, RulesProposeRequest, RunRequest, RunView, SavedFile, SessionView,
    VaultCreateRequest, VerifyView,
};
use desk::{DeskError, imports};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use crate::dialogs;
use crate::shell::{Answer, Shell};

/// The bytes of a secret; the copy is wiped.
#[expect(clippy::result_large_err, reason = "the error is what the page is told, once")]
fn secret(request: &Request<'_>, shell: &Shell) -> Answer<Zeroizing<Vec<u8>>> {
    match request.body() {
        InvokeBody::Raw(bytes) if bytes.len() <= 4096 => Ok(Zeroizing::new(bytes.clone())),
        _ => Err(DeskError::WrongSecret { recovery: false }.wire(shell.lang())),
    }
}

// ---- the lock ------------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn desk_state(shell: State<'_, Shell>, request: Empty) -> Answer<DeskState> {
    let Empty {} = request;
    shell.run(|inner| inner.state()).await
}

#[tauri::command]
pub async fn vault_choose_folder(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: Empty,
) -> Answer<ChosenFolder> {
    let Empty {} = request;
    let path = dialogs::choose_folder(&app).await?;
    shell.run(move |inner| Ok(inner.folder_chosen(path))).await
}

#[tauri::command]
pub async fn vault_choose_existing(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: Empty,
) -> Answer<KnownVault> {
    let Empty {} = request;
    let path = dialogs::choose_folder(&app).await?;
    shell.run(move |inner| inner.vault_chosen(&path)).await
}

#[tauri::command]
pub async fn passphrase_quality(shell: State<'_, Shell>, request: Request<'_>) -> Answer<PassphraseQuality> {
    let bytes = secret(&request, &shell)?;
    shell.run(move |_| Ok(desk::vaults::quality(&bytes))).await
}

#[tauri::command]
pub async fn vault_prepare(shell: State<'_, Shell>, request: Request<'_>) -> Answer<RecoverySheet> {
    let bytes = secret(&request, &shell)?;
    shell.run(move |inner| inner.prepare(&bytes)).await
}

#[tauri::command]
pub async fn vault_create(shell: State<'_, Shell>, request: VaultCreateRequest) -> Answer<SessionView> {
    shell.run(move |inner| inner.create(request)).await
}

#[tauri::command]
pub async fn vault_unlock(shell: State<'_, Shell>, request: Request<'_>) -> Answer<SessionView> {
    let bytes = secret(&request, &shell)?;
    let says = |name: &str, value: &str| request.headers().get(name).is_some_and(|said| said == value);
    let recovery = says("x-otvet-secret", "recovery");
    let older = if says("x-otvet-older", "accept") { Older::Accept } else { Older::Refuse };
    shell.run(move |inner| inner.unlock(&bytes, recovery, older)).await
}

#[tauri::command]
pub async fn vault_lock(shell: State<'_, Shell>, request: Empty) -> Answer<Empty> {
    shell.cancel();
    shell.run(move |inner| inner.lock().map(|()| request)).await
}

#[tauri::command]
pub async fn recovery_confirm(shell: State<'_, Shell>, request: Request<'_>) -> Answer<SessionView> {
    let bytes = secret(&request, &shell)?;
    shell
        .with(move |session| {
            let typed = std::str::from_utf8(&bytes).map_err(|_| DeskError::RecoveryTypo)?;
            desk::vaults::confirm_recovery(session, typed.trim())?;
            desk::vaults::session_view(session)
        })
        .await
}

#[tauri::command]
pub async fn vault_verify(shell: State<'_, Shell>, request: Empty) -> Answer<VerifyView> {
    let Empty {} = request;
    shell.with(|session| Ok(desk::vaults::verify(session))).await
}

// ---- the frame -----------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn appearance_save(
    shell: State<'_, Shell>,
    request: desk::wire::Appearance,
) -> Answer<desk::wire::Appearance> {
    shell.run(move |inner| inner.change_appearance(request)).await
}

#[tauri::command]
pub async fn find(shell: State<'_, Shell>, request: desk::wire::FindRequest) -> Answer<desk::wire::FindView> {
    shell.with(move |session| desk::search::find(session, &request)).await
}

#[tauri::command]
pub async fn undo_last(shell: State<'_, Shell>, request: Empty) -> Answer<desk::wire::UndoneView> {
    let Empty {} = request;
    shell.with(desk::undo::last).await
}

#[tauri::command]
pub async fn calendar_year(
    shell: State<'_, Shell>,
    request: desk::wire::CalendarRequest,
) -> Answer<desk::wire::CalendarYear> {
    shell.with(move |session| desk::settings::calendar_year(request.year, session.lang())).await
}

#[tauri::command]
pub async fn masks_check(
    shell: State<'_, Shell>,
    request: desk::wire::Masks,
) -> Answer<desk::wire::MasksView> {
    shell.with(move |session| desk::settings::masks(session, &request)).await
}

#[tauri::command]
pub async fn vault_keys(shell: State<'_, Shell>, request: Empty) -> Answer<desk::wire::KeysView> {
    let Empty {} = request;
    shell.with(|session| desk::settings::keys(session)).await
}

#[tauri::command]
pub async fn remembered(shell: State<'_, Shell>, request: Empty) -> Answer<desk::wire::Remembered> {
    let Empty {} = request;
    shell.with(|session| desk::settings::remembered(session)).await
}

#[tauri::command]
pub async fn remember(shell: State<'_, Shell>, request: desk::wire::Remembered) -> Answer<Empty> {
    shell.with(move |session| desk::settings::remember(session, &request).map(|()| Empty {})).await
}

// ---- the operator --------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn operator_show(shell: State<'_, Shell>, request: Empty) -> Answer<OperatorView> {
    let Empty {} = request;
    shell.with(|session| desk::operator::show(session)).await
}

#[tauri::command]
pub async fn operator_save(shell: State<'_, Shell>, request: OperatorForm) -> Answer<OperatorView> {
    shell.with(move |session| desk::operator::save(session, request)).await
}

// ---- imports -------------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn import_choose(app: AppHandle, shell: State<'_, Shell>, request: Empty) -> Answer<FileHandle> {
    let Empty {} = request;
    Ok(shell.hand_out(dialogs::choose_table(&app).await?))
}

#[tauri::command]
pub async fn import_preview(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: ImportPreviewRequest,
) -> Answer<ImportPreview> {
    let ImportPreviewRequest { file, sheet, mapping } = request;
    let token = file.clone();
    let path = shell.run(move |inner| inner.path(&file)).await?;
    let options = imports::Options { sheet, mapping, ..imports::Options::default() };
    let plan = shell
        .long(app, move |session, progress| imports::preview(session, &path, &options, progress))
        .await?;
    shell.planned(token, plan.file.sha256.clone());
    Ok(plan)
}

#[tauri::command]
pub async fn import_commit(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: ImportCommitRequest,
) -> Answer<ImportResult> {
    let ImportCommitRequest { file, sheet, mapping, all_or_nothing } = request;
    let planned_sha256 = shell.plan_of(&file);
    let path = shell.run(move |inner| inner.path(&file)).await?;
    let options = imports::Options { sheet, mapping, dry_run: false, all_or_nothing, planned_sha256 };
    shell.long(app, move |session, progress| imports::run(session, &path, &options, progress)).await
}

#[tauri::command]
pub async fn import_cancel(shell: State<'_, Shell>, request: Empty) -> Answer<Empty> {
    shell.cancel();
    Ok(request)
}

#[tauri::command]
pub async fn imports_list(shell: State<'_, Shell>, request: Empty) -> Answer<ImportsPage> {
    let Empty {} = request;
    shell.with(|session| imports::list(session)).await
}

#[tauri::command]
pub async fn import_show(shell: State<'_, Shell>, request: RunRequest) -> Answer<RunView> {
    shell.with(move |session| imports::show(session, &request.run)).await
}

#[tauri::command]
pub async fn import_report_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: RunRequest,
) -> Answer<SavedFile> {
    let name = format!("Отчёт о загрузке {}.pdf", request.run);
    let path = dialogs::save(&app, name, "pdf").await?;
    // The dialog has asked before it chose a file that exists.
    shell.with(move |session| imports::save_run_report(session, &request.run, &path, true)).await
}

#[tauri::command]
pub async fn import_review(shell: State<'_, Shell>, request: RunRequest) -> Answer<RunView> {
    shell.with(move |session| imports::review(session, &request.run)).await
}

// ---- cases ---------------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn cases_list(shell: State<'_, Shell>, request: CasesListRequest) -> Answer<CasesPage> {
    shell.with(move |session| desk::cases::list(session, &request)).await
}

#[tauri::command]
pub async fn today_list(
    shell: State<'_, Shell>,
    request: desk::wire::TodayRequest,
) -> Answer<desk::wire::TodayView> {
    shell.with(move |session| desk::today::list(session, &request)).await
}

#[tauri::command]
pub async fn case_show(shell: State<'_, Shell>, request: CaseRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::cases::show(session, &request.number)).await
}

#[tauri::command]
pub async fn case_add(shell: State<'_, Shell>, request: CaseAddRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::cases::add(session, &request)).await
}

#[tauri::command]
pub async fn case_identity(shell: State<'_, Shell>, request: CaseIdentityRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::cases::identity(session, &request)).await
}

#[tauri::command]
pub async fn file_choose(app: AppHandle, shell: State<'_, Shell>, request: Empty) -> Answer<FileHandle> {
    let Empty {} = request;
    Ok(shell.hand_out(dialogs::choose_file(&app).await?))
}

/// Says by the content what a file is for; the worker reads it.
#[tauri::command]
pub async fn file_kind(shell: State<'_, Shell>, request: FileRequest) -> Answer<FileKindView> {
    let path = shell.run(move |inner| inner.path(&request.file)).await?;
    shell.with(move |session| Ok(FileKindView { kind: desk::attachments::file_kind(session, &path)? })).await
}

#[tauri::command]
pub async fn case_draft(shell: State<'_, Shell>, request: FileRequest) -> Answer<CaseDraft> {
    let path = shell.run(move |inner| inner.path(&request.file)).await?;
    shell.with(move |session| desk::attachments::draft(session, &path)).await
}

#[tauri::command]
pub async fn case_add_from_file(shell: State<'_, Shell>, request: CaseFromFileRequest) -> Answer<CaseView> {
    let token = request.file.clone();
    let path = shell.run(move |inner| inner.path(&token)).await?;
    shell.with(move |session| desk::attachments::add_case(session, &path, &request)).await
}

#[tauri::command]
pub async fn attachment_add(shell: State<'_, Shell>, request: AttachmentAddRequest) -> Answer<CaseView> {
    let AttachmentAddRequest { number, file, again } = request;
    let path = shell.run(move |inner| inner.path(&file)).await?;
    shell.with(move |session| desk::attachments::add(session, &number, &path, again)).await
}

#[tauri::command]
pub async fn attachment_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: AttachmentRequest,
) -> Answer<SavedFile> {
    let AttachmentRequest { number, id } = request;
    let (of, which) = (number.clone(), id.clone());
    let (name, ending) =
        shell.with(move |session| desk::attachments::save_name(session, &of, &which)).await?;
    let path = dialogs::save(&app, name, ending).await?;
    // The dialog has asked before it chose a file that exists.
    shell.with(move |session| desk::attachments::save(session, &number, &id, &path, true)).await
}

#[tauri::command]
pub async fn attachment_remove(
    shell: State<'_, Shell>,
    request: AttachmentRemoveRequest,
) -> Answer<CaseView> {
    let AttachmentRemoveRequest { number, id, reason } = request;
    shell.with(move |session| desk::attachments::remove(session, &number, &id, &reason)).await
}

#[tauri::command]
pub async fn case_close(shell: State<'_, Shell>, request: CaseCloseRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::cases::close(session, &request)).await
}

/// Records that the processing was stopped after a withdrawal of consent.
#[tauri::command]
pub async fn case_stopped(shell: State<'_, Shell>, request: CaseStoppedRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::demands::stop(session, &request)).await
}

#[tauri::command]
pub async fn classify(shell: State<'_, Shell>, request: ClassifyRequest) -> Answer<Classified> {
    shell.with(move |session| desk::rules::classify(session, request.topic.as_deref(), &request.text)).await
}

/// Corrects the demands of a case by hand.
#[tauri::command]
pub async fn case_demand(shell: State<'_, Shell>, request: CaseDemandRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::demands::correct(session, &request)).await
}

/// Where a term would end with its extension.
#[tauri::command]
pub async fn case_extension(shell: State<'_, Shell>, request: CaseExtensionRequest) -> Answer<ExtensionView> {
    shell.with(move |session| desk::demands::extension(session, &request)).await
}

/// Extends the term of a demand.
#[tauri::command]
pub async fn case_extend(shell: State<'_, Shell>, request: CaseExtendRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::demands::extend(session, &request)).await
}

/// Joins two cases of one person.
#[tauri::command]
pub async fn case_join(shell: State<'_, Shell>, request: CaseJoinRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::demands::join(session, &request)).await
}

/// The operator's own rules.
#[tauri::command]
pub async fn rules_list(shell: State<'_, Shell>, _request: Empty) -> Answer<RulesPage> {
    shell.with(|session| desk::rules::list(session)).await
}

/// Which rules a correction suggests.
#[tauri::command]
pub async fn rules_propose(shell: State<'_, Shell>, request: RulesProposeRequest) -> Answer<RuleOffers> {
    shell.with(move |session| desk::rules::propose(session, &request)).await
}

/// What a rule would change of what is in the register.
#[tauri::command]
pub async fn rule_try(shell: State<'_, Shell>, request: RuleForm) -> Answer<RuleTrial> {
    shell.with(move |session| desk::rules::try_rule(session, &request)).await
}

/// Keeps a rule.
#[tauri::command]
pub async fn rule_keep(shell: State<'_, Shell>, request: RuleForm) -> Answer<RuleKept> {
    shell.with(move |session| desk::rules::keep(session, &request)).await
}

/// Removes a rule.
#[tauri::command]
pub async fn rule_remove(shell: State<'_, Shell>, request: IdRequest) -> Answer<RulesPage> {
    shell.with(move |session| desk::rules::remove(session, &request.id)).await
}

// ---- letters -------------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn letter_preview(shell: State<'_, Shell>, request: LetterRequest) -> Answer<LetterPreview> {
    shell.with(move |session| desk::letters::preview(session, &request.number, &request.template)).await
}

#[tauri::command]
pub async fn letter_issue(shell: State<'_, Shell>, request: LetterRequest) -> Answer<LetterIssued> {
    shell.with(move |session| desk::letters::issue(session, &request.number, &request.template)).await
}

#[tauri::command]
pub async fn letter_show(shell: State<'_, Shell>, request: LetterNumberRequest) -> Answer<LetterView> {
    shell.with(move |session| desk::letters::show(session, &request.number)).await
}

#[tauri::command]
pub async fn letter_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: LetterNumberRequest,
) -> Answer<SavedFile> {
    let name = format!("Письмо {}.pdf", request.number.replace(['/', '\\', ':'], "-"));
    let path = dialogs::save(&app, name, "pdf").await?;
    shell.with(move |session| desk::letters::save(session, &request.number, &path, true)).await
}

#[tauri::command]
pub async fn letters_list(shell: State<'_, Shell>, request: Empty) -> Answer<LettersPage> {
    let Empty {} = request;
    shell.with(|session| desk::letters::list(session)).await
}

// ---- registers -----------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn processors_list(shell: State<'_, Shell>, request: ProcessorsRequest) -> Answer<ProcessorsPage> {
    shell.with(move |session| desk::registers::processors_list(session, request.search.as_deref())).await
}

#[tauri::command]
pub async fn processor_show(shell: State<'_, Shell>, request: IdRequest) -> Answer<ProcessorView> {
    shell.with(move |session| desk::registers::processor_show(session, &request.id)).await
}

#[tauri::command]
pub async fn processor_save(shell: State<'_, Shell>, request: ProcessorForm) -> Answer<ProcessorView> {
    shell.with(move |session| desk::register_forms::processor_save(session, &request)).await
}

#[tauri::command]
pub async fn processor_point(shell: State<'_, Shell>, request: PointRequest) -> Answer<ProcessorView> {
    shell.with(move |session| desk::register_forms::processor_point(session, &request)).await
}

#[tauri::command]
pub async fn processor_remove(shell: State<'_, Shell>, request: IdRequest) -> Answer<Empty> {
    shell.with(move |session| desk::register_forms::processor_remove(session, &request.id)).await
}

#[tauri::command]
pub async fn disclosures_list(
    shell: State<'_, Shell>,
    request: DisclosuresRequest,
) -> Answer<DisclosuresPage> {
    shell.with(move |session| desk::registers::disclosures_list(session, &request)).await
}

#[tauri::command]
pub async fn disclosure_show(shell: State<'_, Shell>, request: IdRequest) -> Answer<DisclosureForm> {
    shell.with(move |session| desk::register_forms::disclosure_form(session, &request.id)).await
}

#[tauri::command]
pub async fn disclosure_save(shell: State<'_, Shell>, request: DisclosureForm) -> Answer<DisclosureRow> {
    shell.with(move |session| desk::register_forms::disclosure_save(session, &request)).await
}

#[tauri::command]
pub async fn disclosure_remove(shell: State<'_, Shell>, request: DisclosureRemoveRequest) -> Answer<Empty> {
    shell.with(move |session| desk::register_forms::disclosure_remove(session, &request)).await
}

#[tauri::command]
pub async fn register_suggestions(shell: State<'_, Shell>, request: Empty) -> Answer<RegisterSuggestions> {
    let Empty {} = request;
    shell.with(|session| desk::register_forms::suggestions(session)).await
}

#[tauri::command]
pub async fn three_lists(shell: State<'_, Shell>, request: Empty) -> Answer<FindingsPage> {
    let Empty {} = request;
    shell.with(|session| desk::three_lists::findings(session)).await
}

// ---- records -------------------------------------------------------------------------------------------------

#[tauri::command]
pub async fn journal_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: JournalRequest,
) -> Answer<JournalWritten> {
    let ending = request.format.as_str();
    let name = format!(
        "Журнал обращений {} - {}.{ending}",
        request.from.format("%d.%m.%Y"),
        request.to.format("%d.%m.%Y")
    );
    let path = dialogs::save(&app, name, ending).await?;
    shell.with(move |session| desk::journal::write(session, request.from, request.to, &path, true)).await
}

#[tauri::command]
pub async fn journal_preview(
    shell: State<'_, Shell>,
    request: desk::wire::JournalPeriod,
) -> Answer<desk::wire::JournalPreview> {
    shell.with(move |session| desk::journal::preview(session, request.from, request.to)).await
}

#[tauri::command]
pub async fn list_plan(
    shell: State<'_, Shell>,
    request: desk::wire::ListRequest,
) -> Answer<desk::wire::ListPlan> {
    shell.with(move |session| desk::exports::plan(session, &request)).await
}

#[tauri::command]
pub async fn list_export(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: desk::wire::ListExportRequest,
) -> Answer<desk::wire::ListExported> {
    let ending = request.format.as_str();
    let (request, name) = shell
        .with(move |session| {
            let name = desk::exports::file_name(session, &request);
            Ok((request, name))
        })
        .await?;
    let path = dialogs::save(&app, name, ending).await?;
    // The dialog has asked before it chose a file that exists.
    shell.with(move |session| desk::exports::write(session, &request, &path, true)).await
}

#[tauri::command]
pub async fn case_card_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: CaseRequest,
) -> Answer<SavedFile> {
    let name = format!("Карточка обращения {}.pdf", request.number.replace(['/', '\\', ':'], "-"));
    let path = dialogs::save(&app, name, "pdf").await?;
    shell.with(move |session| desk::cards::save(session, &request.number, &path, true)).await
}

#[tauri::command]
pub async fn audit_list(shell: State<'_, Shell>, request: AuditRequest) -> Answer<AuditPage> {
    shell.with(move |session| desk::trail::list(session, &request)).await
}

#[tauri::command]
pub async fn audit_show(shell: State<'_, Shell>, request: AuditEntryRequest) -> Answer<AuditEntry> {
    shell.with(move |session| desk::trail::show(session, request.seq)).await
}
