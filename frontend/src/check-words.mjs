// What is wrong in the words, said at their place a moment after the last key. Without script it is said when they are saved.
const WAIT = 1500

export function checkWords (list) {
  const field = document.getElementById(list.dataset.check)
  const form = field?.form
  if (!form || field.readOnly) return
  let timer = null
  let asked = 0

  async function ask () {
    const mine = ++asked
    try {
      const r = await fetch(list.dataset.address, { method: 'POST', body: new FormData(form), redirect: 'manual' })
      if (r.ok && mine === asked) {
        const said = await r.text()
        if (list.innerHTML !== said) list.innerHTML = said
      }
    } catch { /* no network; they are checked when they are saved */ }
  }

  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT) })
}
