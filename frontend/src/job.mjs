// Follows a piece of long work. Without script the page refreshes itself (<noscript><meta http-equiv=refresh>).
export function followJob (el) {
  const bar = el.querySelector('progress'); const say = el.querySelector('[role=status]')
  let wait = 1000
  async function look () {
    try {
      const r = await fetch(el.dataset.url, { headers: { Accept: 'application/json', 'X-Passive': '1' } })
      const j = await r.json()
      bar.value = j.percent
      if (j.text && say.textContent !== j.text) say.textContent = j.text
      if (j.done || j.failed) { location.replace(j.next || location.href); return }
      wait = Math.min(5000, wait * 1.3)
    } catch { wait = 5000; say.textContent = 'The portal does not answer at the moment. Still trying.' }
    setTimeout(look, wait)
  }
  setTimeout(look, wait)
}
