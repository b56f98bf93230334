// The packages for Linux, .deb and .rpm, both from one tree of files. Only the systems' own tools are used (dpkg-deb,
// dpkg-shlibdeps, rpmbuild): what the programs need is read from the programs, and nothing is fetched.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Stop, ask, filesBelow, out, root, run } from '../lib.mjs';
import { notices } from './notices.mjs';

const source = path.join(root, 'packaging', 'linux');
const icons = path.join(root, 'assets', 'icons');
/** Debian's name of an architecture, rpm's, and the target that its programs are built for. */
const ARCHITECTURES = { amd64: 'x86_64', arm64: 'aarch64' };
/** Sizes of the hicolor theme. */
export const APP_SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512];
export const FILE_SIZES = [16, 24, 32, 48, 64, 128, 256];

const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');

/** What is known without building: name, version, maintainer, time. The same commit gives the same packages. */
export function facts() {
  const { version } = JSON.parse(read(root, 'package.json'));
  const committed = (ask('git', ['log', '-1', '--format=%ct'], { stdio: ['ignore', 'pipe', 'ignore'] }) ?? '').trim();
  const epoch = Number(process.env.SOURCE_DATE_EPOCH || committed || Math.floor(Date.now() / 1000));
  return {
    version,
    epoch,
    date: new Date(epoch * 1000),
    maintainer: process.env.OTVET_MAINTAINER || 'The Otvet authors <otvet@packages.invalid>',
  };
}

/** Words in lines of at most so many characters. */
function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    if (line && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/** The newest part of CHANGELOG.md, in Debian's form. */
function changelog({ version, maintainer, date }) {
  const part = read(root, 'CHANGELOG.md').split(/^## .*$/m)[1] ?? '';
  const lines = part
    .trim()
    .split(/^\* /m)
    .filter((entry) => entry.trim())
    .flatMap((entry) => wrapped(entry, 74).map((line, index) => `${index === 0 ? '  * ' : '    '}${line}`));
  const shown = date.toUTCString().replace(/GMT$/, '+0000');
  return `otvet (${version}) unstable; urgency=medium\n\n${lines.join('\n')}\n\n -- ${maintainer}  ${shown}\n`;
}

function copyright({ maintainer }) {
  const indented = (text) =>
    text
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n')
      .map((line) => (line.trim() ? ` ${line.trim()}` : ' .'))
      .join('\n');
  const mit = read(root, 'LICENSE-MIT').split(/^Copyright .*$/m)[1];
  const ofl = read(root, 'assets', 'fonts', 'pdf', 'OFL-PTSans.txt').replace(/^[\s\S]*?(?=^SIL OPEN FONT LICENSE)/m, '');
  return read(source, 'copyright').replace('@MAINTAINER@', maintainer).replace('@MIT@', indented(mit)).replace('@OFL@', indented(ofl));
}

const gz = (text) => zlib.gzipSync(Buffer.from(text), { level: 9 });

/** Lays out what is installed below `tree` and returns the paths, those of the system (`/usr/…`). */
async function lay(tree, programs, known) {
  const put = (name, content, mode = 0o644) => {
    const file = path.join(tree, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    fs.chmodSync(file, mode);
  };
  const copy = (from, name, mode) => put(name, fs.readFileSync(from), mode);
  copy(programs.otvet, 'usr/bin/otvet', 0o755);
  copy(programs.window, 'usr/bin/otvet-window', 0o755);
  copy(path.join(source, 'otvet-window.desktop'), 'usr/share/applications/otvet-window.desktop');
  copy(path.join(source, 'otvet.xml'), 'usr/share/mime/packages/otvet.xml');
  const theme = 'usr/share/icons/hicolor';
  for (const size of APP_SIZES) copy(path.join(icons, `otvet-${size}.png`), `${theme}/${size}x${size}/apps/otvet.png`);
  for (const size of FILE_SIZES) copy(path.join(icons, `otvet-backup-${size}.png`), `${theme}/${size}x${size}/mimetypes/otvet-backup.png`);
  copy(path.join(icons, 'otvet.svg'), `${theme}/scalable/apps/otvet.svg`);
  copy(path.join(icons, 'otvet-backup.svg'), `${theme}/scalable/mimetypes/otvet-backup.svg`);
  for (const file of filesBelow(path.join(source, 'man'))) {
    const inside = path.relative(path.join(source, 'man'), file);
    const folder = path.join('usr/share/man', path.dirname(inside), 'man1');
    const text = read(file).replaceAll('@VERSION@', known.version).replaceAll('@DATE@', known.date.toISOString().slice(0, 10));
    put(`${folder}/${path.basename(file)}.gz`, gz(text));
  }
  const docs = 'usr/share/doc/otvet';
  put(`${docs}/copyright`, copyright(known));
  put(`${docs}/changelog.gz`, gz(changelog(known)));
  const triple = /^host: (\S+)/m.exec(ask('rustc', ['-vV']) ?? '')?.[1];
  if (!triple) throw new Stop('rustc does not say what it builds for');
  put(`${docs}/third-party.txt.gz`, gz(notices(['otvet', 'otvet-window'], triple)));

  // One time for all, and the same rights whatever the umask is.
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) walk(path.join(folder, entry.name));
    fs.chmodSync(folder, 0o755);
    fs.utimesSync(folder, known.epoch, known.epoch);
  };
  const files = filesBelow(tree).sort();
  for (const file of files) fs.utimesSync(file, known.epoch, known.epoch);
  walk(tree);
  return files.map((file) => `/${path.relative(tree, file)}`);
}

/** Debian packages with the libraries that the programs are linked with, as dpkg computes them. */
function libraries(work, tree) {
  fs.mkdirSync(path.join(work, 'debian'), { recursive: true });
  fs.writeFileSync(path.join(work, 'debian', 'control'), 'Source: otvet\n\nPackage: otvet\nArchitecture: any\n');
  const programs = ['otvet', 'otvet-window'].map((name) => `-e${path.join(tree, 'usr/bin', name)}`);
  // By this folder it knows the tree of a package.
  const mark = path.join(tree, 'DEBIAN');
  fs.mkdirSync(mark);
  const said = ask('dpkg-shlibdeps', ['-O', ...programs], { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] });
  fs.rmdirSync(mark);
  const depends = /^shlibs:Depends=(.+)$/m.exec(said ?? '')?.[1];
  if (!depends?.includes('libwebkit2gtk-4.1-0')) throw new Stop(`dpkg-shlibdeps found no WebKit among the libraries: ${depends}`);
  return depends;
}

const SUMMARY = 'Workstation for personal data demands under Russian law 152-FZ';
const SUMMARY_RU = 'Рабочее место ответственного за персональные данные (152-ФЗ)';
const DESCRIPTION = [
  "Takes a contact centre's spreadsheet, finds the demands of data subjects in",
  'it, gives each one its due date with every day of the count shown, and',
  'assembles the answer as a numbered PDF letter. Everything is kept in an',
  'encrypted vault with a tamper-evident trail; no network is used.',
];
const DESCRIPTION_RU = [
  'Читает таблицу контакт-центра, находит в ней обращения субъектов персональных',
  'данных, рассчитывает срок каждого с ходом расчёта по дням и составляет ответ в',
  'виде письма PDF с исходящим номером. Всё хранится в зашифрованном хранилище с',
  'журналом событий; сеть программе не нужна.',
];
const BOTH = 'The package holds the window, otvet-window, and the command line, otvet.';

async function deb(work, tree, files, known, architecture) {
  const folder = path.join(work, 'deb');
  const depends = libraries(work, tree);
  fs.cpSync(tree, folder, { recursive: true, preserveTimestamps: true });
  const bytes = files.reduce((sum, file) => sum + Math.ceil(fs.statSync(path.join(tree, file)).size / 1024), 0);
  const control = [
    'Package: otvet',
    `Version: ${known.version}`,
    'Section: utils',
    'Priority: optional',
    `Architecture: ${architecture}`,
    `Maintainer: ${known.maintainer}`,
    `Installed-Size: ${bytes}`,
    `Depends: ${depends}`,
    `Description: ${SUMMARY}`,
    ...DESCRIPTION.map((line) => ` ${line}`),
    ' .',
    ` ${BOTH}`,
    '',
  ];
  const meta = path.join(folder, 'DEBIAN');
  fs.mkdirSync(meta, { mode: 0o755 });
  fs.writeFileSync(path.join(meta, 'control'), control.join('\n'), { mode: 0o644 });
  const sums = ask('md5sum', files.map((file) => file.slice(1)), { cwd: folder });
  if (sums === null) throw new Stop('md5sum failed');
  fs.writeFileSync(path.join(meta, 'md5sums'), sums, { mode: 0o644 });
  const file = path.join(out, 'packages', `otvet_${known.version}_${architecture}.deb`);
  await run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', folder, file], { env: { SOURCE_DATE_EPOCH: String(known.epoch) } });
  return file;
}

async function rpm(work, tree, files, known, architecture) {
  const folder = path.join(work, 'rpm');
  const laid = path.join(folder, 'tree');
  fs.mkdirSync(folder, { recursive: true });
  fs.cpSync(tree, laid, { recursive: true, preserveTimestamps: true });
  const docs = '/usr/share/doc/otvet';
  // Debian's form of the list of changes is for Debian.
  fs.rmSync(path.join(laid, docs, 'changelog.gz'));
  fs.copyFileSync(path.join(root, 'CHANGELOG.md'), path.join(laid, docs, 'CHANGELOG.md'));
  const names = [...files.filter((file) => file !== `${docs}/changelog.gz`), `${docs}/CHANGELOG.md`].sort();
  const listed = names.map((file) => {
    const mode = file.startsWith('/usr/bin/') ? '0755' : '0644';
    const kind = file.startsWith(docs) ? '%doc ' : file.startsWith('/usr/share/man/ru/') ? '%lang(ru) ' : '';
    return `%attr(${mode}, root, root) ${kind}"${file}"`;
  });
  const spec = `%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost otvet
%global _binary_payload w7.xzdio
Name: otvet
Version: ${known.version.replaceAll('-', '~')}
Release: 1
Summary: ${SUMMARY}
Summary(ru): ${SUMMARY_RU}
License: (MIT OR Apache-2.0) AND OFL-1.1
Group: Office
Packager: ${known.maintainer}
%description
${DESCRIPTION.join('\n')}

${BOTH}
%description -l ru
${DESCRIPTION_RU.join('\n')}
%install
cp -a ${laid}/. %{buildroot}/
%files
%dir %attr(0755, root, root) ${docs}
${listed.join('\n')}
`;
  const file = path.join(folder, 'otvet.spec');
  fs.writeFileSync(file, spec);
  const target = ARCHITECTURES[architecture];
  const made = path.join(folder, 'made');
  const define = (name, value) => ['--define', `${name} ${value}`];
  await run(
    'rpmbuild',
    ['-bb', '--quiet', '--target', `${target}-linux`, ...define('_topdir', folder), ...define('_rpmdir', made), ...define('_build_name_fmt', '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm'), file],
    { env: { SOURCE_DATE_EPOCH: String(known.epoch), LC_ALL: 'C.UTF-8' } },
  );
  const [found] = filesBelow(made).filter((name) => name.endsWith('.rpm'));
  if (!found) throw new Stop('rpmbuild left no package');
  const to = path.join(out, 'packages', path.basename(found));
  fs.copyFileSync(found, to);
  return to;
}

/** Makes both packages and returns their paths. */
export async function linuxPackages(programs) {
  const architecture = (ask('dpkg', ['--print-architecture']) ?? '').trim();
  if (!(architecture in ARCHITECTURES)) throw new Stop(`packages are made on ${Object.keys(ARCHITECTURES).join(' and ')}, not on "${architecture}"`);
  const known = facts();
  const work = path.join(out, 'packages-work');
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  // Where dpkg-shlibdeps looks for a package's programs.
  const tree = path.join(work, 'debian', 'otvet');
  const files = await lay(tree, programs, known);
  const made = [await deb(work, tree, files, known, architecture), await rpm(work, tree, files, known, architecture)];
  fs.rmSync(work, { recursive: true, force: true });
  return made;
}
