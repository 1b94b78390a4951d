// "Add": puts words at the cursor of a text, so that nobody copies brackets by hand. Without script the words stand there to be copied.
export function insert (button) {
  const field = document.getElementById(button.dataset.insert)
  const say = document.querySelector('[data-insert-state]')
  if (!field || field.readOnly) return
  button.hidden = false
  button.addEventListener('click', () => {
    const before = field.value.slice(0, field.selectionStart); const after = field.value.slice(field.selectionEnd)
    const left = before && !/\s$/.test(before) ? ' ' : ''; const right = after && !/^[\s.,;:)]/.test(after) ? ' ' : ''
    field.setRangeText(left + button.dataset.words + right, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    if (say) say.textContent = `Added to your words: ${button.dataset.said || button.dataset.words}`
  })
}
