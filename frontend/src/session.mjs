// Warns before the session ends and lets the person stay. With autosave no words are at stake.
export function sessionWarning (el) {
  const url = el.dataset.url; const warnAt = Number(el.dataset.warnSeconds || 300)
  const line = el.querySelector('[data-time]'); const button = el.querySelector('button')
  let timer = null
  const passive = { headers: { Accept: 'application/json', 'X-Passive': '1' } }
  async function look () {
    clearTimeout(timer)
    let next = 60
    try {
      const left = (await (await fetch(url, passive)).json()).seconds_left
      if (left === null || left <= 0) { line.textContent = 'You have been signed out because nothing happened for a while. What you typed on this page stays on it.'; button.hidden = true; el.hidden = false; return }
      if (left <= warnAt) {
        const minutes = Math.max(1, Math.round(left / 60))
        line.textContent = `You will be signed out in ${minutes} minute${minutes === 1 ? '' : 's'} unless you carry on.`
        el.hidden = false
      } else { el.hidden = true; next = Math.min(left - warnAt + 1, 600) }
    } catch { /* the network is away; look again later */ }
    timer = setTimeout(look, next * 1000)
  }
  button.addEventListener('click', async () => {
    const token = document.querySelector('[name=csrfmiddlewaretoken]')?.value
    await fetch(url, { method: 'POST', headers: { Accept: 'application/json', 'X-CSRFToken': token || '' } }).catch(() => {})
    el.hidden = true; look()
  })
  timer = setTimeout(look, Math.max(1, Number(el.dataset.idleSeconds) - warnAt) * 1000)
}
