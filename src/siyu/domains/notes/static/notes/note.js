// The page of a note.
import "./gallery.js";
import "./react.js";
import "./comments.js";
import "./looks.js";
