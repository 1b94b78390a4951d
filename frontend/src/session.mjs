// Warns before the session ends and lets the person stay. With autosave no words are at stake.
// The live region is shown before its words change, so that a screen reader says them.
// A page that was left open is covered while somebody else is signed in, so that nobody reads it or types into it for its person; and when
// the session has ended, unless words were typed on it: those stay in view.
export function sessionWarning (el) {
  const url = el.dataset.url; const warnAt = Number(el.dataset.warnSeconds || 300)
  const line = el.querySelector('[data-time]'); const button = el.querySelector('button'); const signIn = el.querySelector('[data-signin-again]')
  const passive = { headers: { Accept: 'application/json', 'X-Passive': '1' } }
  let timer = null
  const later = seconds => { clearTimeout(timer); timer = setTimeout(look, seconds * 1000) }
  const show = text => { el.hidden = false; if (line.textContent !== text) line.textContent = text }
  const hide = () => { el.hidden = true; line.textContent = '' }

  const cover = is => { el.parentElement.style.visibility = is ? 'hidden' : ''; el.style.visibility = 'visible' }

  async function look () {
    let found
    try { found = await (await fetch(url, passive)).json() } catch { return later(60) } // the network is away
    const left = found.seconds_left; const out = !left || left <= 0
    const other = Boolean(found.who) && found.who !== el.dataset.who
    const leftOpen = out && !document.querySelector('[data-touched]')
    cover(other || leftOpen)
    button.hidden = out || other
    if (signIn) signIn.hidden = !out
    if (other) {
      show('Someone else is signed in on this computer. What was opened here is shown again when its own person has signed in.')
      return later(5)
    }
    if (out) {
      dispatchEvent(new Event('iro:signedout')) // the forms of the page say so beside their buttons
      show(`You have been signed out because nothing happened for a while. ${leftOpen ? 'This page is shown again when you have signed in.' : 'What you typed on this page stays on it.'}`)
      return later(30) // signed in again in another tab: the notice goes
    }
    if (left > warnAt) { hide(); return later(Math.min(left - warnAt + 1, 600)) }
    const minutes = Math.max(1, Math.round(left / 60))
    show(`You will be signed out in ${minutes} minute${minutes === 1 ? '' : 's'} unless you carry on.`)
    later(Math.min(60, left + 1))
  }

  const token = () => document.querySelector('[name=csrfmiddlewaretoken]')?.value || ''
  const stay = csrf => fetch(url, { method: 'POST', headers: { Accept: 'application/json', 'X-CSRFToken': csrf } })
  button.addEventListener('click', async () => {
    try {
      let r = await stay(token())
      if (r.status === 403) r = await stay((await (await fetch(url, passive)).json()).csrf) // signed in again elsewhere
      if (!r.ok) throw new Error(String(r.status))
      hide()
      document.getElementById('main-content')?.focus({ preventScroll: true })
      later(1)
    } catch { show('The portal does not answer at the moment. Try again.') }
  })
  let asked = Date.now()
  const returned = () => { if (document.visibilityState === 'visible' && Date.now() - asked > 5000) { asked = Date.now(); look() } }
  addEventListener('focus', returned)
  document.addEventListener('visibilitychange', returned)
  later(Math.max(1, Number(el.dataset.idleSeconds) - warnAt))
}
