//! The commands of the window: each takes its request, calls one use case, gives its result. What they are called and
//! what they carry stands in `desk::wire`.

use desk::vaults::Older;
use desk::wire::{
    AddedRecords, AuditPage, AuditRequest, CaseAddRequest, CaseCloseRequest, CaseIdentityRequest,
    CaseRequest, CaseView, CasesListRequest, CasesPage, ChosenFolder, Classified, ClassifyRequest, DeskState,
    DisclosuresPage, DisclosuresRequest, Empty, FileHandle, IdRequest, ImportCommitRequest, ImportPreview,
    ImportPreviewRequest, ImportResult, ImportsPage, JournalRequest, JournalWritten, KnownVault,
    LetterIssued, LetterNumberRequest, LetterPreview, LetterRequest, LetterView, LettersPage, OperatorForm,
    OperatorView, PassphraseQuality, ProcessorView, ProcessorsPage, RecoverySheet, RunRequest, RunView,
    SavedFile, SessionView, TomlRequest, VaultCreateRequest, VerifyView,
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
pub async fn case_close(shell: State<'_, Shell>, request: CaseCloseRequest) -> Answer<CaseView> {
    shell.with(move |session| desk::cases::close(session, &request)).await
}

#[tauri::command]
pub async fn classify(shell: State<'_, Shell>, request: ClassifyRequest) -> Answer<Classified> {
    shell.with(move |_| Ok(desk::tools::classify(request.topic.as_deref(), &request.text))).await
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
pub async fn processors_list(shell: State<'_, Shell>, request: Empty) -> Answer<ProcessorsPage> {
    let Empty {} = request;
    shell.with(|session| desk::registers::processors_list(session)).await
}

#[tauri::command]
pub async fn processor_show(shell: State<'_, Shell>, request: IdRequest) -> Answer<ProcessorView> {
    shell.with(move |session| desk::registers::processor_show(session, &request.id)).await
}

#[tauri::command]
pub async fn processors_add(shell: State<'_, Shell>, request: TomlRequest) -> Answer<AddedRecords> {
    shell.with(move |session| desk::registers::processors_add(session, &request.toml)).await
}

#[tauri::command]
pub async fn disclosures_list(
    shell: State<'_, Shell>,
    request: DisclosuresRequest,
) -> Answer<DisclosuresPage> {
    shell.with(move |session| desk::registers::disclosures_list(session, &request)).await
}

#[tauri::command]
pub async fn disclosures_add(shell: State<'_, Shell>, request: TomlRequest) -> Answer<AddedRecords> {
    shell.with(move |session| desk::registers::disclosures_add(session, &request.toml)).await
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
pub async fn audit_list(shell: State<'_, Shell>, request: AuditRequest) -> Answer<AuditPage> {
    shell.with(move |session| desk::trail::list(session, request.from, request.count)).await
}
