// Follows a piece of long work. Without script the page refreshes itself (<noscript><meta http-equiv=refresh> in its head).
export function followJob (el) {
  const bar = el.querySelector('progress'); const say = el.querySelector('[role=status]')
  let wait = 1000
  const tell = text => { if (text && say.textContent !== text) say.textContent = text }
  async function look () {
    try {
      const r = await fetch(el.dataset.url, { headers: { Accept: 'application/json', 'X-Passive': '1' }, redirect: 'manual' })
      if (r.type === 'opaqueredirect' || r.status === 401 || r.status === 403) {
        tell('You have been signed out. The work goes on: sign in again to see how it ends.')
        wait = 5000
      } else if (r.status === 404) {
        tell('This work cannot be found any more. Go to your home page.')
        return
      } else {
        const j = await r.json()
        bar.value = j.percent
        tell(j.text)
        if (j.done || j.failed) { location.replace(j.next || location.href); return }
        wait = Math.min(5000, wait * 1.3)
      }
    } catch { wait = 5000; tell('The portal does not answer at the moment. Still trying.') }
    setTimeout(look, wait)
  }
  setTimeout(look, wait)
}
