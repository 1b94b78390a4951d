// A field that leaves only the rows of a table in which all of its words stand. Without script the whole table is there.
export function findIn (field) {
  const table = document.getElementById(field.dataset.findIn)
  const said = document.getElementById(`${field.id}-count`)
  if (!table) return
  field.closest('[hidden]').hidden = false
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    let left = 0
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase()
      row.hidden = !words.every(word => text.includes(word))
      if (!row.hidden) left += 1
    }
    if (said) said.textContent = left === 1 ? '1 figure' : `${left} figures`
  })
}
