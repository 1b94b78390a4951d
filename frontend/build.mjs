// Builds static/ from src/. Two builds give the same bytes; `--check` compares with what is committed.
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const committed = join(here, '..', 'static')
const check = process.argv.includes('--check')
const out = check ? mkdtempSync(join(tmpdir(), 'iro-static-')) : committed
// Icons that the CSS names. No crown, no crest, no logotype, no GDS Transport: a council is not on GOV.UK.
const ICONS = ['icon-alert-information.svg', 'icon-alert-success.svg', 'icon-alert-warning.svg', 'icon-arrow-black-down.svg',
  'icon-arrow-black-up.svg', 'icon-close-cross-black.svg', 'icon-document.svg', 'icon-progress-tick.svg', 'icon-tag-remove-cross.svg',
  'icon-tag-remove-cross-white.svg', 'icon-toggle-plus-minus.svg']

for (const folder of ['css', 'js', 'images']) mkdirSync(join(out, folder), { recursive: true })
const sheet = name => sass.compile(join(here, 'src', `${name}.scss`), { style: 'compressed', loadPaths: [here, join(here, 'src')], quietDeps: true, logger: sass.Logger.silent, silenceDeprecations: ['import'] }).css
const css = sheet('app')
if (/GDS Transport|crest|crown/.test(css)) throw new Error('the CSS names something that only GOV.UK may use')
for (const name of ['app', 'work']) writeFileSync(join(out, 'css', `${name}.css`), sheet(name) + '\n')
await build({ entryPoints: ['app', 'work'].map(name => join(here, 'src', `${name}.mjs`)), bundle: true, minify: true, format: 'esm', target: 'es2020', outdir: join(out, 'js'), legalComments: 'none', absWorkingDir: here })
for (const icon of ICONS) copyFileSync(join(here, 'node_modules/@ministryofjustice/frontend/moj/assets/images', icon), join(out, 'images', icon))

const named = [...css.matchAll(/url\("?\.\.\/images\/([^")]+)"?\)/g)].map(m => m[1])
const missing = [...new Set(named)].filter(name => !existsSync(join(out, 'images', name)))
if (missing.length) throw new Error(`the CSS names images that are not there: ${missing.join(', ')}`)

function files (folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).map(f => relative(folder, join(f.parentPath ?? f.path, f.name)))
}
if (check) {
  const differ = files(out).filter(f => !existsSync(join(committed, f)) || !readFileSync(join(out, f)).equals(readFileSync(join(committed, f))))
  rmSync(out, { recursive: true })
  if (differ.length) { console.error(`static/ is not what frontend/ builds: ${differ.join(', ')}. Run script/build-frontend.`); process.exit(1) }
  console.log('static/ is what frontend/ builds')
} else {
  console.log(files(out).filter(f => /^(css|js|images)/.test(f)).join('\n'))
}
