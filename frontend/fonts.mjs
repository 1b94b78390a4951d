// Copies the report's typeface (Source Sans 3, SIL Open Font License 1.1) from npm to reporting/fonts, licence with it.
import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const from = join(here, 'node_modules/@fontsource/source-sans-3')
const to = join(here, '..', 'reporting', 'fonts')
mkdirSync(to, { recursive: true })
for (const part of ['latin', 'latin-ext']) {
  for (const weight of [400, 700]) {
    const name = `source-sans-3-${part}-${weight}-normal.woff2`
    copyFileSync(join(from, 'files', name), join(to, name))
  }
}
copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE-OFL.txt'))
