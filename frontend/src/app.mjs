import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink, Tabs } from 'govuk-frontend'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'
import { DatePicker } from '@ministryofjustice/frontend/moj/components/date-picker/date-picker.mjs'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'
import { addAnother } from './add-another.mjs'
import { autosave } from './autosave.mjs'
import { chips } from './chips.mjs'
import { checkWords } from './check-words.mjs'
import { findIn } from './find-in.mjs'
import { insert } from './insert.mjs'
import { followJob } from './job.mjs'
import { bringBack } from './own-words.mjs'
import { sessionWarning } from './session.mjs'
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
const all = [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink, Tabs, ButtonMenu, DatePicker, SortableTable]
const typing = document.activeElement // the date picker moves its field, and a moved field loses the cursor
for (const C of all) createAll(C)
for (const [s, f] of [['[data-add-another]', addAnother], ['[data-draft]', autosave], ['[data-check]', checkWords], ['[data-chips]', chips], ['[data-find-in]', findIn], ['[data-insert]', insert], ['[data-job]', followJob], ['[data-session-warning]', sessionWarning]]) document.querySelectorAll(s).forEach(f)
bringBack()
if (typing !== document.activeElement) typing.focus({ preventScroll: true })
document.addEventListener('iro:added', e => { for (const C of [Button, CharacterCount, Checkboxes, DatePicker, Radios]) createAll(C, undefined, e.detail) })
