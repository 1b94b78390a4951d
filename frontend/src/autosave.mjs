// Keeps a long form's draft on the server. The form works without it (the "Save draft" button posts).
// Nothing is kept in the browser's storage: these are children's records on shared machines.
const WAIT = 3000
const LONGEST = 60000
const KEPT_ALIVE = 50000 // browsers finish a request of a closed tab up to 64 kB

export function autosave (form) {
  const line = form.querySelector('[data-save-state]')
  const conflict = form.querySelector('[data-conflict]')
  const signIn = form.querySelector('[data-signin]')
  const version = form.elements.draft_version
  let dirty = false // words on the page that the server does not have
  let busy = null // a save under way
  let timer = null
  let failures = 0
  let state = 'ok' // ok | bad | conflict | signedout | refused
  let leaving = false

  const tell = (text, kind) => { state = kind; line.textContent = text; line.dataset.kind = kind }
  const size = body => { let n = 0; for (const [name, value] of body) n += name.length + 100 + (value.size ?? value.length * 3); return n }
  const soon = ms => { clearTimeout(timer); timer = setTimeout(save, ms) }
  const stopped = () => state === 'conflict' || state === 'signedout' || state === 'refused'

  function save () {
    if (busy) return busy
    if (!dirty || stopped()) return Promise.resolve()
    busy = send().finally(() => { busy = null; if (dirty && !stopped()) soon(failures ? Math.min(LONGEST, 2000 * 2 ** failures) : WAIT) })
    return busy
  }

  async function send (again = true) {
    dirty = false
    line.textContent = 'Saving draft…'
    const body = new FormData(form)
    body.set('autosave', '1')
    const keepalive = document.visibilityState === 'hidden' && size(body) < KEPT_ALIVE
    try {
      const r = await fetch(form.dataset.autosave || form.action || location.href, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual', keepalive })
      if (r.ok) {
        const j = await r.json()
        version.value = j.version; failures = 0
        tell(`Draft saved at ${j.at}`, 'ok')
      } else if (r.status === 409) {
        const j = await r.json()
        dirty = true // the words on this page are not on the server
        tell(`${j.by} saved this at ${j.at}. Your words are still on this page and have not been saved.`, 'conflict')
        if (conflict) conflict.hidden = false
      } else if (r.status === 403 && again) {
        dirty = true
        if (await freshToken()) return send(false)
        signedOut()
      } else if (r.status === 401 || r.type === 'opaqueredirect') {
        dirty = true; signedOut()
      } else if (r.status === 403 || r.status === 404) {
        dirty = true
        tell('The portal does not take this page any more. Copy your words before you leave it.', 'refused')
      } else throw new Error(String(r.status))
    } catch {
      dirty = true; failures += 1
      tell('The draft could not be saved. Your words are on this page; trying again.', 'bad')
    }
  }

  function signedOut () {
    tell('You have been signed out. Your words are still on this page.', 'signedout')
    if (signIn) signIn.hidden = false
    watchSignIn()
  }

  // Signing in again changes the CSRF token: the page takes the new one, for the same person only.
  async function freshToken () {
    try {
      const j = await (await fetch(form.dataset.session, { headers: { Accept: 'application/json', 'X-Passive': '1' } })).json()
      if (j.who && j.who === form.dataset.who) { form.elements.csrfmiddlewaretoken.value = j.csrf; return true }
      if (j.who) line.textContent = 'Someone else is signed in on this computer. Your words are still on this page and have not been saved.'
    } catch { /* no network; asked again */ }
    return false
  }

  async function watchSignIn () {
    clearTimeout(timer)
    if (await freshToken()) {
      if (signIn) signIn.hidden = true
      tell('Signed in again.', 'ok')
      return save()
    }
    timer = setTimeout(watchSignIn, 5000)
  }

  const changed = e => {
    if (e.target.closest('[data-no-autosave]')) return
    dirty = true
    if (!stopped()) soon(WAIT)
  }
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  // typed before this script had come
  const typed = f => f.type === 'radio' || f.type === 'checkbox' ? f.checked !== f.defaultChecked : f.value !== f.defaultValue
  if ([...form.querySelectorAll('input, textarea')].some(f => !f.closest('[data-no-autosave]') && typed(f))) { dirty = true; soon(WAIT) }
  addEventListener('focus', () => { if (state === 'signedout') watchSignIn() })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(); else if (dirty && !stopped()) soon(200) })
  // back from another page by the browser's own button: what is on the page may be newer than the draft
  addEventListener('pageshow', e => { if (e.persisted) { leaving = false; dirty = true; if (!stopped()) soon(200) } })
  addEventListener('online', () => { if (dirty && !stopped()) soon(200) })
  addEventListener('beforeunload', e => { if (!leaving && (dirty || busy)) e.preventDefault() })
  // A submit waits for a save under way, so that the posted version is the newest.
  form.addEventListener('submit', e => {
    clearTimeout(timer)
    if (busy && !leaving) {
      e.preventDefault()
      const button = e.submitter
      busy.finally(() => { leaving = true; dirty = false; form.requestSubmit(button) })
      return
    }
    leaving = true; dirty = false
  })
}
