// Keeps what is typed on the server, for every form with a text area. The form works without it: a sent form's words are kept too.
// Until the server has it, it is kept in the browser as well, locked (own-words.mjs).
// The contract with accounts/drafts/views.py:save is in docs/drafts.md.
import { ownWords } from './own-words.mjs'

const WAIT = 3000 // after the last key
const LATEST = 9000 // while somebody types without a pause
const AT_ONCE = 500 // where the browser keeps nothing
const LONGEST = 60000
const KEPT_ALIVE = 50000 // browsers finish a request of a closed tab up to 64 kB
const ANSWER = 30000 // after this long without an answer the form can be used again

export function autosave (part) {
  const form = part.closest('form')
  if (!form) return
  const line = form.querySelector('[data-save-state]')
  const conflict = form.querySelector('[data-conflict]')
  const signIn = form.querySelector('[data-signin]')
  const version = form.elements.draft_version
  const keep = part.dataset.keep
  const session = part.dataset.session
  const who = part.dataset.who
  const largest = Number(part.dataset.largest)
  let dirty = false // words on the page that the server does not have
  let since = 0 // when the oldest of them was typed
  let busy = null // a save under way
  let timer = null
  let watching = null
  let keptAway = false // the server took the last words although nobody was signed in
  let failures = 0
  let state = 'ok' // ok | bad | conflict | signedout | refused
  let leaving = false
  let discarded = false
  const own = ownWords(form)

  // an ended session does not stop the keeping: the slip in the page says whose words they are
  const stopped = () => state === 'refused' || (state === 'signedout' && !keptAway)
  const wouldLose = () => state === 'signedout' || state === 'refused'
  const size = body => { let n = 0; for (const [name, value] of body) n += name.length + 100 + (value.size ?? value.length * 3); return n }
  const later = ms => { clearTimeout(timer); timer = setTimeout(save, ms) }
  const soon = () => {
    const alone = !own?.works()
    later(Math.max(0, Math.min(alone ? AT_ONCE : WAIT, since + (alone ? AT_ONCE * 2 : LATEST) - Date.now())))
  }

  function tell (text, kind) {
    state = kind
    if (line.textContent !== text) line.textContent = text
    line.dataset.kind = kind
    form.classList.toggle('iro-unsaved', kind !== 'ok') // brings the line into view wherever the cursor is
    for (const b of form.querySelectorAll('button[type=submit], button:not([type])')) {
      if (wouldLose()) b.setAttribute('aria-disabled', 'true'); else b.removeAttribute('aria-disabled')
    }
  }

  function touched () {
    if (discarded) return
    if (!dirty) since = Date.now()
    dirty = true
    form.dataset.touched = ''
    own?.typed(body)
    if (!stopped()) soon()
  }

  function save () {
    if (busy) return busy
    if (!dirty || discarded || stopped()) return Promise.resolve()
    busy = send().finally(() => {
      busy = null
      if (dirty && !discarded && !stopped()) failures ? later(Math.min(LONGEST, 2000 * 2 ** failures)) : soon()
    })
    return busy
  }

  const title = () => document.title.replace(/ – IRO Portal$/, '')
  function body () {
    const data = new FormData(form)
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name) // files go with the form itself
    data.set('autosave', '1')
    data.set('draft_title', title())
    return data
  }

  const kept = () => { if (!dirty) own?.forget() } // the portal has them

  async function send (again = true) {
    dirty = false
    if (state === 'ok') line.textContent = 'Saving draft…'
    const data = body(); const bytes = size(data)
    if (bytes > largest) { dirty = true; return tell('There is too much text on this page to save. Your words are still here: shorten them, or copy part of them elsewhere.', 'bad') }
    try {
      const keepalive = document.visibilityState === 'hidden' && bytes < KEPT_ALIVE
      const r = await fetch(keep, { method: 'POST', body: data, headers: { Accept: 'application/json' }, redirect: 'manual', keepalive })
      const json = r.headers.get('content-type')?.includes('json')
      const j = json ? await r.json() : {}
      if (r.ok) {
        version.value = j.version; failures = 0; kept()
        tell(`Draft saved at ${j.at}`, 'ok')
      } else if (r.status === 409) {
        kept()
        tell(`${j.text} Your words on this page are kept as well.`, 'conflict')
        if (conflict) conflict.hidden = false
      } else if (r.status === 403 && !json && again) { // the address of an older page: its token may be the reason
        dirty = true
        if (await freshToken()) return send(false)
        signedOut()
      } else if (r.status === 401 || r.type === 'opaqueredirect') {
        keptAway = Boolean(j.at)
        if (keptAway) { version.value = j.version; kept() } else dirty = true
        signedOut(keptAway ? `You have been signed out. Your words were kept at ${j.at} but have not been sent.` : undefined)
      } else if (r.status === 403 || r.status === 404 || r.status === 413) {
        dirty = true
        tell(`${j.error || 'The portal does not take this page any more.'} Copy your words before you leave it.`, 'refused')
      } else throw new Error(String(r.status))
    } catch {
      if (!dirty) since = Date.now()
      dirty = true; failures += 1
      tell('The draft could not be saved. Your words are on this page; trying again.', 'bad')
    }
  }

  function signedOut (text = 'You have been signed out. Your words are still on this page.') {
    tell(text, 'signedout')
    if (signIn) signIn.hidden = false
    watchSignIn()
  }

  // Signing in again changes the CSRF token: the page takes the new one, for the same person only.
  async function freshToken () {
    try {
      const j = await (await fetch(session, { headers: { Accept: 'application/json', 'X-Passive': '1' } })).json()
      if (j.who && j.who === who) { form.elements.csrfmiddlewaretoken.value = j.csrf; return true }
      if (j.who) line.textContent = 'Someone else is signed in on this computer. Your words are still on this page and have not been sent.'
    } catch { /* no network; asked again */ }
    return false
  }

  async function watchSignIn () {
    clearTimeout(watching)
    if (await freshToken()) {
      if (signIn) signIn.hidden = true
      tell('Signed in again.', 'ok')
      return save()
    }
    watching = setTimeout(watchSignIn, 5000)
  }

  const changed = e => { if (!e.target.closest('[data-no-autosave]')) touched() }
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  // typed before this script had come
  const typed = f => f.type === 'radio' || f.type === 'checkbox' ? f.checked !== f.defaultChecked : f.value !== f.defaultValue
  if ([...form.querySelectorAll('input:not([type=hidden]), textarea')].some(f => !f.closest('[data-no-autosave]') && typed(f))) touched()
  addEventListener('focus', () => { if (state === 'signedout') watchSignIn() })
  addEventListener('iro:signedout', () => { if (state === 'ok' || state === 'bad') { dirty ? save() : signedOut() } })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(); else if (dirty && !stopped()) later(200) })
  // back from another page by the browser's own button: what is on the page may be newer than the draft
  addEventListener('pageshow', e => { if (e.persisted && discarded) location.reload(); else if (e.persisted) { release(); leaving = false; dirty = true; since = Date.now(); if (!stopped()) later(200) } })
  addEventListener('online', () => { if (dirty && !stopped()) later(200) })
  addEventListener('offline', () => { if (!stopped()) tell('There is no connection. Your words are on this page and are saved when it is back.', 'bad') })
  addEventListener('beforeunload', e => { if (!leaving && (dirty || busy)) e.preventDefault() })
  function off (button) {
    if (dirty) { const data = new FormData(form, button); data.set('draft_title', title()); own?.sent(data) }
    leaving = true; dirty = false
  }
  const go = button => { off(button); form.requestSubmit(button); hold() }

  // Nothing can be typed between sending and the answer: it would be lost with the page.
  let held = []
  let holding = null
  function hold () {
    if (holding) return
    held = [...form.querySelectorAll('input, textarea')].filter(f => !f.readOnly)
    for (const f of held) f.readOnly = true
    form.dataset.sending = '' // the style sheet turns off clicks
    line.textContent = 'Sending…'
    holding = setTimeout(release, ANSWER)
  }
  function release () {
    if (!holding) return
    clearTimeout(holding); holding = null; leaving = false
    for (const f of held) f.readOnly = false
    delete form.dataset.sending
    if (line.textContent === 'Sending…') line.textContent = ''
  }
  form.addEventListener('keydown', e => {
    if (e.key === 'Escape') release() // also stops the loading of the page
    else if (holding && e.key !== 'Tab') e.preventDefault()
  })
  // A draft that is discarded takes along what was typed since: a save that is still under way would bring it back, and so would the browser.
  const slip = field => field.value.split(':')[0] // without the time at which it was signed
  for (const button of document.querySelectorAll('[data-discard]')) {
    if (slip(button.form.elements.draft_key) !== slip(form.elements.draft_key)) continue
    button.form.addEventListener('submit', async e => {
      if (e.submitter !== button || discarded === 'all') return
      e.preventDefault()
      if (discarded) return
      discarded = leaving = true; clearTimeout(timer)
      await busy
      await own?.forget()
      dirty = false; discarded = 'all'
      button.form.requestSubmit(button)
    }, true)
  }
  // A submit waits for a save under way, so that the posted version is the newest, and for the connection to be back.
  form.addEventListener('submit', e => {
    clearTimeout(timer)
    if (leaving || e.submitter?.hasAttribute('data-discard')) return
    if (wouldLose()) { e.preventDefault(); line.scrollIntoView({ block: 'nearest' }); save(); return state === 'signedout' && watchSignIn() }
    if (!busy && state !== 'bad') { off(e.submitter); return hold() }
    e.preventDefault()
    const button = e.submitter
    Promise.resolve(busy).then(() => { if (state === 'bad') { dirty = true; return save() } }).then(() => { if (state === 'ok' || state === 'conflict') go(button); else line.scrollIntoView({ block: 'nearest' }) })
  }, true)
}
