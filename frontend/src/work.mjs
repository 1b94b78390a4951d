// What script adds to the page of the record: the lists beside it follow the typing, and buttons that only change the page do so at once.
// Without it the same buttons are sent and the server answers with the same page.
const form = document.querySelector('[data-record]')
const all = (s, el = form) => [...el.querySelectorAll(s)]
const value = fieldset => fieldset.querySelector(':scope > .iro-radios input:checked')?.value

const characters = n => `${n.toLocaleString('en-GB')} ${n === 1 ? 'character' : 'characters'}`
function count (area) {
  const line = area.closest('.iro-box')?.querySelector('[data-count]')
  if (!line) return
  const over = area.value.length - Number(area.dataset.limit)
  line.textContent = over > 0 ? `You have ${characters(over)} too many` : over > -500 ? `You have ${characters(-over)} remaining` : ''
  line.dataset.kind = over > 0 ? 'over' : ''
}

// Says under a question whether its answer is the one it began with, or that of last time. The page comes with the right words; only
// what is touched changes.
function mark (ask) {
  const line = ask?.querySelector('[data-last-words], [data-first]')
  if (!line || line.closest('fieldset') !== ask) return
  const now = value(ask); const { lastWords: was, lastValue, first, from, changed } = line.dataset
  const isSame = now === (first ?? lastValue)
  line.textContent = first !== undefined ? (isSame ? from : changed) : !now ? `Last time: ${was}` : isSame ? `As last time: ${was}` : `Changed. Last time: ${was}`
  line.dataset.kind = now && !isSame ? 'changed' : ''
}

// Where there is room, every section stands open; on a narrow screen those that are folded say how far they are, and open when somebody
// is led into them.
const standing = key => document.getElementById(key).querySelector('[data-standing]')
const folds = form ? all('.iro-part__fold') : []
const room = matchMedia('(min-width: 40.0625em)')
const unfold = () => { if (room.matches) for (const fold of folds) fold.open = true }
const leadTo = hash => { const at = document.getElementById(hash.slice(1)); const fold = at?.closest('.iro-part__fold') ?? at?.querySelector(':scope > .iro-part__fold'); if (fold) fold.open = true }
if (form) {
  unfold(); room.addEventListener('change', unfold)
  form.dataset.folds = ''
  leadTo(location.hash)
  document.addEventListener('click', e => { const link = e.target.closest('a[href^="#"]'); if (link) leadTo(link.hash) }, true)
  addEventListener('beforeprint', () => { for (const fold of folds) fold.open = true })
}

// The server lists what is missing and what does not fit, from what is typed on the page: the rules are in one place.
let asking = null
async function lists () {
  const data = new FormData(form)
  for (const name of ['once', 'act', 'draft_key']) data.delete(name)
  asking?.abort()
  asking = new AbortController()
  try {
    const r = await fetch(form.dataset.panel, { method: 'POST', body: data, redirect: 'error', signal: asking.signal })
    if (!r.ok) return
    const fresh = document.createRange().createContextualFragment(await r.text())
    for (const part of fresh.querySelectorAll('[data-live]')) {
      const now = form.querySelector(`[data-live=${part.dataset.live}]`)
      if (!now) continue // such as sending, which the page has only once the review is held
      if (part.open !== undefined) part.open = now.open
      if (!now.contains(document.activeElement)) now.replaceWith(part)
      if (part.dataset.live === 'contents') for (const li of all('[data-said]', part)) standing(li.querySelector('a').hash.slice(1)).textContent = li.dataset.said
    }
  } catch { /* no network: the lists stay as they are */ }
}
let timer = null
const soon = ms => { clearTimeout(timer); timer = setTimeout(lists, ms) }
const touched = el => { el.dispatchEvent(new Event('change', { bubbles: true })) }

function addRow (prefix, template, place, values) {
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`)
  const number = Number(total.value); total.value = number + 1
  place.append(document.createRange().createContextualFragment(template.innerHTML.replaceAll('__prefix__', number)))
  const row = place.lastElementChild
  for (const [name, text] of Object.entries(values)) row.querySelector(`[name$="-${name}"]`).value = text
  document.dispatchEvent(new CustomEvent('iro:added', { detail: row }))
  row.querySelector('textarea, select, input:not([type=hidden])').focus()
  return row
}

const acts = {
  last: (_, button) => {
    for (const ask of all('[data-last]', button.closest('section'))) if (!value(ask)) { const as = ask.querySelector(`input[value="${CSS.escape(ask.dataset.last)}"]`); if (as) as.checked = true; mark(ask) }
    standing(button.closest('section').id).closest('details').open = true
    button.hidden = true; return button
  },
  copy: (_, button) => {
    const area = document.getElementById(button.dataset.copy); const words = button.closest('.iro-box').querySelector('[data-last-text]').textContent
    area.value += (area.value ? '\n' : '') + words; count(area); area.focus(); return area
  },
  came: () => { for (const row of all('[data-person]')) { const who = row.querySelector('[name$=-name]').value; const came = row.querySelector('[name$=-presence]'); if (who && !came.value) came.value = 'CAME' } return form.querySelector('[data-people] select') },
  person: () => addRow('attendees', form.querySelector('[data-person-row]'), form.querySelector('[data-people]'), {}),
  decision: where => {
    const begins = JSON.parse(document.getElementById('new-decision').textContent)
    const row = addRow('decisions', form.querySelector('[data-decision-row]'), form.querySelector(`[data-decisions="${where}"]`), { ...begins, section: where })
    row.querySelector('legend').textContent = `Decision ${all('[data-decision]').length}`
    return row
  }
}

if (form) {
  form.addEventListener('click', e => {
    const button = e.target.closest('button[name=change]'); if (!button) return
    const [what, where] = button.value.split(':')
    if (!acts[what]) return
    e.preventDefault()
    touched(acts[what](where, button))
  })
  form.addEventListener('input', e => { if (e.target.matches('textarea')) count(e.target); soon(2500) })
  form.addEventListener('change', e => { if (e.target.type === 'radio') mark(e.target.closest('fieldset')); soon(400) })
  all('textarea').forEach(count)
}

// Lists that are ticked, the manager's and that of updates: ticking a review or a child ticks its decisions; typing a reason unticks that
// decision. Without script the server does the same.
const answers = document.querySelector('[data-answers]')
if (answers) {
  const said = row => [...row.querySelectorAll('textarea, input[type=text]')].some(f => f.value.trim())
  const rows = review => all('[data-answer]', review)
  const every = answers.querySelector('[data-every]'); const ticked = answers.querySelector('[data-ticked]')
  const boxes = () => all('[data-agree]', answers)
  const count = () => { if (ticked) ticked.textContent = `${boxes().filter(b => b.checked).length} of ${boxes().length} ticked` }
  answers.addEventListener('change', e => {
    const review = e.target.closest('section')
    const box = review?.querySelector('[data-all]')
    if (e.target === every) all('[data-all], [data-agree]', answers).forEach(b => { b.checked = every.checked })
    else if (box && e.target === box) rows(review).forEach(r => { r.querySelector('[data-agree]').checked = box.checked && !said(r) })
    else if (box) box.checked = rows(review).every(r => r.querySelector('[data-agree]').checked)
    if (every && review) every.checked = boxes().every(b => b.checked)
    count()
  })
  count()
  answers.addEventListener('input', e => {
    const row = e.target.closest('[data-answer]')
    if (row && !e.target.matches('[data-agree]') && said(row)) { row.querySelector('[data-agree]').checked = false; row.closest('section').querySelector('[data-all]').checked = false }
  })
}
