// Rows that can be ticked: Shift and a click tick what lies between; keys find the row at hand.
(function () {
  "use strict";
  window.heedRows = function (form, show) {
    var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=row]"));
    var last = -1;
    form.addEventListener("click", function (event) {
      var at = boxes.indexOf(event.target);
      if (at < 0) { return; }
      if (event.shiftKey && last >= 0) {
        for (var i = Math.min(at, last); i <= Math.max(at, last); i += 1) { boxes[i].checked = event.target.checked; }
      }
      last = at;
    });
    form.addEventListener("change", show);
    function typing(target) {
      return /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === "INPUT" && target.type !== "checkbox");
    }
    return {
      boxes: boxes,
      ticked: function () { return boxes.filter(function (box) { return box.checked; }).length; },
      // The row that a key is meant for; none while somebody types or calls the browser.
      meant: function (event) {
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return null; }
        return form.querySelector(".item.now input[name=row]");
      },
      turn: function (box) { box.checked = !box.checked; last = boxes.indexOf(box); show(); }
    };
  };
})();
