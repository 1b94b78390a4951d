// Shows an author's words as they will read: each figure's value in place of its code, with a button that removes it.
const CODE = /(\[\[figure:[^\]]*\]\])/

export function chips (list) {
  const field = document.getElementById(list.dataset.chips)
  if (!field) return
  const figures = new Map()
  for (const b of document.querySelectorAll(`[data-insert="${field.id}"][data-name]`)) figures.set(b.dataset.words, b.dataset)

  function chip (code, place) {
    const known = figures.get(code)
    const made = document.createElement('span')
    made.className = known ? 'iro-chip' : 'iro-chip iro-chip--unknown'
    made.title = known ? known.name : code
    made.textContent = known ? known.said : 'not a figure of this section'
    if (!field.readOnly) {
      const out = document.createElement('button')
      out.type = 'button'
      out.textContent = '×'
      out.setAttribute('aria-label', `Remove ${made.title}`)
      out.addEventListener('click', () => {
        field.value = field.value.split(CODE).filter((_, n) => n !== place).join('').replace(/ {2,}/g, ' ')
        field.dispatchEvent(new Event('input', { bubbles: true }))
        field.focus()
      })
      made.append(out)
    }
    return made
  }

  function show () {
    const parts = field.value.split(CODE)
    list.hidden = parts.length === 1
    list.lastElementChild.replaceChildren(...parts.map((part, n) => n % 2 ? chip(part, n) : part))
  }
  field.addEventListener('input', show)
  show()
}
