// Makes every size of the icons from the drawings in assets/icons: PNG for Linux, .ico for Windows, .icns for macOS.
// The results are kept in the tree, so a build needs none of this; run it after a drawing was changed.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Stop, have, main, root, run, say } from './lib.mjs';

const folder = path.join(root, 'assets', 'icons');
/** Drawing, and its sizes in pixels. */
const DRAWINGS = [
  ['otvet', [16, 22, 24, 32, 48, 64, 128, 256, 512]],
  ['otvet-backup', [16, 24, 32, 48, 64, 128, 256]],
];

async function png(drawing, size) {
  const file = path.join(folder, `${drawing}-${size}.png`);
  await run('rsvg-convert', ['--width', String(size), '--height', String(size), '--output', file, path.join(folder, `${drawing}.svg`)]);
  return fs.readFileSync(file);
}

/** The pixels of a PNG as rsvg-convert writes it: eight bits, RGBA, not interlaced. */
function pixels(file) {
  const parts = [];
  let width = 0;
  let height = 0;
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      if (body[8] !== 8 || body[9] !== 6 || body[12] !== 0) throw new Stop('a PNG of another kind than expected');
    } else if (kind === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  const lines = zlib.inflateSync(Buffer.concat(parts));
  const line = width * 4;
  const result = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x >= 4 ? result[y * line + x - 4] : 0;
      const up = y > 0 ? result[(y - 1) * line + x] : 0;
      const corner = x >= 4 && y > 0 ? result[(y - 1) * line + x - 4] : 0;
      const guess = left + up - corner;
      const [a, b, c] = [left, up, corner].map((v) => Math.abs(guess - v));
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const added = [0, left, up, (left + up) >> 1, paeth][filter];
      result[y * line + x] = lines[y * (line + 1) + 1 + x] + added;
    }
  }
  return { width, height, rgba: result };
}

/** A size of an .ico as a bitmap; only the largest may be a PNG, or older resource compilers refuse the file. */
function bitmap(file) {
  const { width, height, rgba } = pixels(file);
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  // The picture and its mask, one above the other.
  header.writeInt32LE(height * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const mask = Buffer.alloc(Math.ceil(width / 32) * 4 * height);
  header.writeUInt32LE(width * height * 4 + mask.length, 20);
  const colours = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = ((height - 1 - y) * width + x) * 4;
      const to = (y * width + x) * 4;
      colours[to] = rgba[from + 2];
      colours[to + 1] = rgba[from + 1];
      colours[to + 2] = rgba[from];
      colours[to + 3] = rgba[from + 3];
    }
  }
  return Buffer.concat([header, colours, mask]);
}

function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  const bodies = images.map(([size, file], index) => {
    const body = size === 256 ? file : bitmap(file);
    const at = 6 + 16 * index;
    head[at] = size % 256;
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(body.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += body.length;
    return body;
  });
  return Buffer.concat([head, ...bodies]);
}

/** Types of an .icns that hold a PNG, with their sizes in pixels. */
const ICNS = [['icp4', 16], ['icp5', 32], ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512]];

function icns(images) {
  const sizes = new Map(images);
  const parts = ICNS.map(([kind, size]) => {
    const body = sizes.get(size);
    const head = Buffer.alloc(8);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(8 + body.length, 4);
    return Buffer.concat([head, body]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

await main(async () => {
  if (!have('rsvg-convert')) throw new Stop('rsvg-convert is needed (package librsvg2-bin)');
  for (const [drawing, sizes] of DRAWINGS) {
    const images = [];
    for (const size of sizes) images.push([size, await png(drawing, size)]);
    if (drawing !== 'otvet') continue;
    fs.writeFileSync(path.join(folder, 'otvet.ico'), ico(images.filter(([size]) => [16, 24, 32, 48, 64, 256].includes(size))));
    fs.writeFileSync(path.join(folder, 'otvet.icns'), icns(images));
  }
  for (const name of fs.readdirSync(folder).sort()) say(`${name.padEnd(22)} ${fs.statSync(path.join(folder, name)).size}`);
});
