// A cluster: "x" selects the member at hand; a key for members takes what is selected, else that one.
(function () {
  "use strict";
  var form = document.getElementById("members");
  if (!form) { return; }
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=row]"));
  var told = document.getElementById("picked");
  var whole = form.querySelector(".whole");
  var last = -1;
  function show() {
    var n = boxes.filter(function (box) { return box.checked; }).length;
    boxes.forEach(function (box) { box.closest(".item").classList.toggle("picked", box.checked); });
    told.textContent = !n ? told.dataset.none : n === 1 ? told.dataset.one : n + " " + told.dataset.many;
    if (whole) { whole.hidden = n > 0; }
  }
  function typing(target) {
    return /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === "INPUT" && target.type !== "checkbox");
  }
  function atHand() { return form.querySelector(".item.now input[name=row]"); }
  form.addEventListener("click", function (event) {
    var at = boxes.indexOf(event.target);
    if (at < 0) { return; }
    if (event.shiftKey && last >= 0) {
      for (var i = Math.min(at, last); i <= Math.max(at, last); i += 1) { boxes[i].checked = event.target.checked; }
    }
    last = at;
  });
  form.addEventListener("change", show);
  // Capture: the box is ticked before the key presses its button.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var now = atHand();
    if (!now) { return; }
    if (event.key === "x") { now.checked = !now.checked; last = boxes.indexOf(now); show(); }
    else if (/^[arms]$/.test(event.key) && !boxes.some(function (box) { return box.checked; })) {
      now.checked = true;
      show();
    }
  }, true);
  show();
})();
