// In a form with data-score-keys a digit gives the criterion that has the focus so many points, and 0 says that it
// does not apply. Keys are heard only while a scale has the focus, so no text and no other shortcut is in their way.
(() => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return
    const focused = event.target.closest('form[data-score-keys] .scale input[type="radio"]')
    if (!focused) return
    const value = event.key === '0' ? 'na' : event.key
    const wanted = [...focused.closest('fieldset').querySelectorAll('input')].find((radio) => radio.value === value)
    if (!wanted) return
    event.preventDefault()
    wanted.focus()
    wanted.click()
  })
})()
